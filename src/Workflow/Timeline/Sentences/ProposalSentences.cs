using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>The vote: proposals, approvals with what they accept, waivers, and authority won and lost.</summary>
internal static class ProposalSentences
{
    internal static Told? Of(IncidentEvent happened, Incident before) => happened switch
    {
        IncidentEvent.Proposed e => Proposed(e.Proposal, before),
        IncidentEvent.Withdrawn e => Told.As(TimelineKind.Proposal, $"{e.By.Name} withdrew {e.Proposal}.{Figures.Because(e.Reason)}"),
        IncidentEvent.Rejected e => Told.As(TimelineKind.Approval,
            $"{e.By.Name} said no to {e.Proposal}; all approvals were void.{Figures.Because(e.Reason)}"),
        IncidentEvent.ApprovalGiven e => Told.As(TimelineKind.Approval,
            $"{e.Approval.By.Name} approved as {RoleOf(e.Approval)} and accepted {Ceiling(e.Approval)}.{Figures.Because(e.Approval.Reason)}",
            $"Holds until {Durations.Stamp(e.Approval.Expires)}, for the digest {e.Approval.Digest}."),
        IncidentEvent.RoleRequired e => Told.As(TimelineKind.Approval, $"One more role must approve: {Words.Of(e.Role)}.", Shown.Line(e.Reason)),
        IncidentEvent.ApprovalLost e => Told.As(TimelineKind.Approval,
            $"The approval of {EventSentences.NameOf(e.Person, before)} as {Words.Of(e.Role)} counts no longer.{Figures.Because(e.Reason)}"),
        IncidentEvent.GateWaived e => Told.As(TimelineKind.Waiver,
            $"{e.Waiver.By.Name} waived {e.Waiver.Gate}{(e.Waiver.Subject is { } subject ? $" for {Figures.Quoted(subject)}" : "")} as {Words.Of(e.Waiver.Role)}.{Figures.Because(e.Waiver.Reason)}"),
        IncidentEvent.AuthorityComplete e => Told.As(TimelineKind.Approval, e.While == FailoverState.Held
            ? "Every required role has approved again; the steps are verified once more."
            : "Every required role has approved."),
        IncidentEvent.AuthorityLost e => Told.As(TimelineKind.Approval,
            e.To == FailoverState.Held
                ? $"Authority was lost, and the failover is held{Until(e.HoldUntil)}; writes stay off meanwhile."
                : "Authority was lost, and the proposal waits for approvals again.",
            [.. e.Reasons.Select(Shown.Line)]),
        _ => null,
    };

    /// <summary>"up to 4,200 records and 15 min of writes", or that any loss was accepted.</summary>
    internal static string Ceiling(Approval approval) => approval.LossUnknown
        ? "a loss that is not known"
        : $"the loss of up to {Figures.Records(approval.Records)} and {Figures.Span(approval.Exposure)} of writes";

    /// <summary>The role that was filled, with the one that the person holds where that is another.</summary>
    internal static string RoleOf(Approval approval) => approval.Stead is { } stead
        ? $"{Words.Of(approval.Role)} (in its stead, as {Words.Of(stead)})"
        : approval.Role == approval.HeldRole
        ? Words.Of(approval.Role)
        : $"{Words.Of(approval.Role)} (being {Words.Of(approval.HeldRole)})";

    private static Told Proposed(Proposal proposal, Incident before) => Told.As(TimelineKind.Proposal,
        $"{proposal.By.Name} proposed {proposal.Id}: to move {before.Service} from {FactSentences.Primary(before)} to {proposal.Target}, "
        + $"the failure mode being {Words.Of(proposal.Mode)}. Approval is needed of {Figures.List(proposal.Required.Select(r => Words.Of(r)))}.",
        [
            proposal.Snapshot.Loss is { } loss
                ? $"Known then: {Durations.Text(loss.Exposure.Span)} of writes exposed, at most {Figures.Records(loss.Bound)}, {Figures.Money(loss.Money, loss.Currency)}."
                : "Known then: nothing about the loss, for replication lag was never sampled.",
            Closed(proposal.Snapshot.Gates),
            $"Plan version {proposal.PlanVersion}, epoch {proposal.Epoch}, digest {proposal.Digest}.",
        ]);

    private static string Closed(IReadOnlyList<GateResult> gates)
    {
        var closed = gates.Where(g => g.Verdict != GateVerdict.Open).Select(g => $"{g.Gate} ({Words.Of(g.Verdict)})").ToList();
        return closed.Count == 0 ? "Every gate was open." : $"Not open: {Figures.List(closed)}.";
    }

    private static string Until(DateTimeOffset? at) => at is { } known ? $" until {Durations.Clock(known)}" : "";
}
