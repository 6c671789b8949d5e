using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>Several actions at once: each is seen through, whatever becomes of the others, and what each said is kept.</summary>
internal static class AtOnce
{
    internal static async Task<IReadOnlyList<(string Name, T Answer)>> All<T>(
        StepAction.Parallel all, Func<StepAction, CancellationToken, Task<T>> each, CancellationToken cancel) =>
        await Task.WhenAll(all.Actions.Select(async a => (a.Key, await each(a.Value, cancel))));

    /// <summary>Done when all are; not sent when none was; otherwise as unsure as its least sure part.</summary>
    internal static StepResult Done(IReadOnlyList<(string Name, StepResult Answer)> parts)
    {
        var said = string.Join(" | ", parts.Select(p => $"{p.Name}: {p.Answer.Evidence}"));
        return parts.All(p => p.Answer.Outcome == StepOutcome.Succeeded) ? StepResult.Good(said)
            : parts.All(p => p.Answer.NothingSent) ? StepResult.NotSent(said)
            : parts.Any(p => p.Answer.Outcome == StepOutcome.Unknown) ? StepResult.Lost(said)
            : parts.Any(p => p.Answer.Outcome == StepOutcome.TimedOut) ? StepResult.Late(said)
            : new StepResult(StepOutcome.Failed, said);
    }

    /// <summary>Present when all are, absent when all are; of a part that is there and one that is not, nobody can say either.</summary>
    internal static (bool? Present, string Evidence) Present(IReadOnlyList<(string Name, (bool? Present, string Evidence) Answer)> parts)
    {
        var said = string.Join(" | ", parts.Select(p => $"{p.Name}: {p.Answer.Evidence}"));
        return parts.All(p => p.Answer.Present == true) ? (true, said)
            : parts.All(p => p.Answer.Present == false) ? (false, said)
            : (null, said);
    }
}
