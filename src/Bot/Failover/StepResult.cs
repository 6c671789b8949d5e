using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>How one action ended, in words that stay in the timeline.</summary>
/// <param name="NothingSent">True only if the action certainly never reached the outside: a refused connection, a program that did not start.</param>
/// <param name="Denied">The other side answered, and the answer was not the one the plan expects: of a verify probe, proof of absence.</param>
internal sealed record StepResult(StepOutcome Outcome, string Evidence, bool NothingSent = false, bool Denied = false)
{
    internal static StepResult Good(string evidence) => new(StepOutcome.Succeeded, evidence);

    internal static StepResult Refused(string evidence) => new(StepOutcome.Failed, evidence, Denied: true);

    internal static StepResult NotSent(string evidence) => new(StepOutcome.Failed, evidence, NothingSent: true);

    internal static StepResult Late(string evidence) => new(StepOutcome.TimedOut, evidence);

    internal static StepResult Lost(string evidence) => new(StepOutcome.Unknown, evidence);
}

/// <summary>What an action is told: whose run it is, under which epoch, in which incident.</summary>
/// <param name="Epoch">Which region may write: one per failover and per undo of a fence.</param>
/// <param name="Term">Which node of the bot may act: larger each time another one begins to work.</param>
internal sealed record StepRun(string Incident, string Step, long Epoch, string Primary, string Target, long Term)
{
    /// <summary>The idempotency token of all attempts of this run.</summary>
    internal string Token => StepText.Token(Incident, Step, Epoch);
}
