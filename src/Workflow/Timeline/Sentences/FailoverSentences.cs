using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>The failover itself: preparing, armed, the press, the ways out of it, and the closing of the books.</summary>
internal static class FailoverSentences
{
    internal static Told? Of(IncidentEvent happened, Incident before) => happened switch
    {
        IncidentEvent.PreparingBegun e => Failover($"{e.By.Name} began to prepare: everything up to the press can be taken back."),
        IncidentEvent.Halted e => Failover($"The failover halted at step {e.Step}, and waits for a person.{Figures.Because(e.Reason)}"),
        IncidentEvent.Resumed e => Failover($"{e.By.Name} let it go on; it is {Words.Of(e.To)} again."),
        IncidentEvent.Armed e => Failover(
            $"The failover was armed until {Durations.Clock(e.Until)}; pressing would give up at most {Figures.Records(e.Loss?.Bound)}.", GateDetails(e.Gates)),
        IncidentEvent.ArmedLapsed e => Failover(
            $"Nobody pressed in time: it is held until {Durations.Clock(e.HoldUntil)}, and every approval is void."),
        IncidentEvent.PressRefused e => Failover(
            $"{e.By.Name} typed {Figures.Quoted(e.Typed)}, and the press was refused.", [.. e.Reasons.Select(Shown.Line)]),
        IncidentEvent.PointOfNoReturn e => Pressed(e),
        IncidentEvent.AbortBegun e => Failover(
            $"{e.By.Name} began to abort, under epoch {e.Epoch}; {(e.KeepFrozen ? "writes stay frozen" : "what was prepared is undone")}.{Figures.Because(e.Reason)}"),
        IncidentEvent.Aborted => Failover("The failover is aborted: nothing is left to undo."),
        IncidentEvent.Stuck e => Failover($"The failover is stuck at step {e.Step} and needs a person.{Figures.Because(e.Reason)}"),
        IncidentEvent.TakenOver e => Failover($"{e.By.Name} took over: people did the open steps by hand.",
            [.. e.Evidence.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}: {Figures.Quoted(p.Value)}")]),
        IncidentEvent.StandDownAsked e => Failover($"{e.By.Name} asked to stand down; a second person has to agree.{Figures.Because(e.Reason)}"),
        IncidentEvent.StandDownConfirmed e => Failover(
            $"{e.By.Name} agreed to stand down; a probe is asked whether the promotion had any effect.{Figures.Because(e.Reason)}"),
        IncidentEvent.StandDownRefused e => Failover($"Standing down is not possible.{Figures.Because(e.Reason)}"),
        IncidentEvent.CommitDone => Failover("All steps of the commit phase are done; service is being verified."),
        IncidentEvent.Restored e => Failover($"Service is restored from {before.Plan?.Target ?? "the target region"}.", [.. e.Evidence.Select(Evidence)]),
        IncidentEvent.SignalsFailed e => Failover($"Service was not as restored as it seemed; it is verified again.{Figures.Because(e.Reason)}"),
        IncidentEvent.Reconciled e => Reconciled(e),
        _ => null,
    };

    /// <summary>One piece of evidence: what was seen, what was wanted, where and when.</summary>
    internal static string Evidence(GateEvidence evidence) =>
        $"{Shown.Line(evidence.Name)} was {Shown.Line(evidence.Value)}, held against {Shown.Line(evidence.Threshold)}; "
        + $"{Shown.Line(evidence.Source)} at {Durations.Clock(evidence.SampledAt)}";

    private static Told Pressed(IncidentEvent.PointOfNoReturn e) => Told.As(TimelineKind.PointOfNoReturn,
        $"{e.By.Name} typed {Figures.Quoted(e.Typed)} and pressed: the point of no return has passed.",
        [
            e.Loss is { } loss
                ? $"Given up by it: at most {Figures.Records(loss.Bound)} ({Figures.Money(loss.Money, loss.Currency)}) in {Durations.Text(loss.Exposure.Span)} of writes."
                : "What is given up by it was not known.",
            $"On the approval of {Figures.List(e.Approvals.Select(a => $"{a.By.Name} ({ProposalSentences.RoleOf(a)})"))}; digest {e.Digest}, epoch {e.Epoch}.",
            .. (e.BreakGlass ?? []).Select(g => $"Break-glass {g.Number} for {g.Names()}, by {g.OpenedBy.Name} and {g.ConfirmedBy?.Name}."),
            .. GateDetails(e.Gates),
        ]);

    private static Told Reconciled(IncidentEvent.Reconciled e) => Failover(
        $"{e.By.Name} closed the books: {(e.LostRecords is { } lost ? Figures.CountedLost(lost) : "how many records were lost cannot be known")}"
        + (e.LostWindow is { } window ? $", within {Durations.Text(window)} of writes." : "."),
        $"Account: {Figures.Quoted(e.Account)}", $"The old region is fenced: {Figures.Quoted(e.FencedEvidence)}");

    private static string[] GateDetails(IReadOnlyList<GateResult> gates)
    {
        var closed = gates.Where(g => g.Verdict != GateVerdict.Open).ToList();
        return closed.Count == 0
            ? ["Every gate was open."]
            : [.. closed.Select(g => $"{g.Gate} was {Words.Of(g.Verdict)}: {Shown.Line(string.Join(" ", g.Reasons))}")];
    }

    private static Told Failover(string sentence, params IReadOnlyList<string> details) => new(TimelineKind.Failover, sentence, details);
}
