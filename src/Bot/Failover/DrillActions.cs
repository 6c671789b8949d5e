using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>
/// Performs a plan's `drill:` actions and nothing else. It is made of parts that take only <see cref="DrillAction"/>: no action,
/// client, allow-list or credential of production can be handed to it.
/// </summary>
internal sealed class DrillActions(DrillHttp http, DrillExec exec, CheckStep check, Redaction redaction, TimeProvider clock) : IStepActions
{
    public async Task<StepResult> Perform(StepAction action, StepRun run, TimeSpan limit, CancellationToken cancel) =>
        action is StepAction.Rehearse { Act: var act } ? redaction.Of(await Perform(act, run, limit, cancel)) : NoDrill;

    public async Task<(bool? Present, string Evidence)> Probe(StepAction probe, StepRun run, TimeSpan limit, CancellationToken cancel)
    {
        var result = probe is StepAction.Rehearse { Act: DrillAction.Check look }
            ? await check.Probe(look.Condition, run, limit, cancel)
            : await Perform(probe, run, limit, cancel);
        return (result.Outcome == StepOutcome.Succeeded ? true : result.Denied ? false : null, result.Evidence);
    }

    private static readonly StepResult NoDrill = StepResult.NotSent("A drill performs the plan's drill actions only; this is none.");

    private Task<StepResult> Perform(DrillAction act, StepRun run, TimeSpan limit, CancellationToken cancel) => Fill(act, run) switch
    {
        DrillAction.Http a => TimeLimit.On(soon => http.Perform(a, run, soon), limit, clock, cancel),
        DrillAction.Exec a => TimeLimit.On(soon => exec.Perform(a, run, soon), limit, clock, cancel),
        DrillAction.Check a => check.Perform(a.Condition, run, limit, cancel),
        DrillAction.Wait a => TimeLimit.On(soon => TimeLimit.Wait(a.For, clock, soon), limit, clock, cancel),
        _ => Task.FromResult(NoDrill),
    };

    private static DrillAction Fill(DrillAction action, StepRun run)
    {
        string Text(string text) => StepText.Fill(text, run.Epoch, run.Incident, run.Primary, run.Target, run.Token);
        return action switch
        {
            DrillAction.Http a => a with
            {
                Url = Text(a.Url),
                Body = a.Body is null ? null : Text(a.Body),
                ExpectBody = a.ExpectBody is null ? null : Text(a.ExpectBody),
                Headers = a.Headers.ToDictionary(h => h.Key, h => Text(h.Value)),
            },
            DrillAction.Exec a => a with { Arguments = [.. a.Arguments.Select(Text)] },
            _ => action,
        };
    }
}
