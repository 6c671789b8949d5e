using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Timeline;

/// <summary>The one sentence that a reviewer looks for first: what was decided, by whom, and what came of it.</summary>
internal static class Outcome
{
    internal static string Of(Dossier dossier)
    {
        var state = dossier.State;
        var failover = state.Failover;
        if (dossier.Proposals is not [.., var last])
        {
            return Unproposed(state);
        }

        var id = last.Proposal.Id;
        return failover.State switch
        {
            FailoverState.Idle or FailoverState.Aborting or FailoverState.Aborted => NotMoved(last, failover.State),
            FailoverState.Proposed or FailoverState.Approved or FailoverState.Preparing or FailoverState.Halted or FailoverState.Held
                or FailoverState.Armed => $"Not decided by the last event: {id} was {Words.Of(failover.State)}, and nothing irreversible had been done.{Missing(failover)}{Refused(last)}",
            FailoverState.Stuck when failover.CommittedAt is null => $"Not moved: undoing {id} is stuck, and writes may still be off. Nothing irreversible had been done.",
            FailoverState.Committing or FailoverState.Verifying or FailoverState.Stuck =>
                $"{Pressed(last, state)} By the last event service was not restored; the failover was {Words.Of(failover.State)}.",
            FailoverState.Restored => $"{Pressed(last, state)} Service was restored at {Figures.Stamp(failover.RestoredAt)}. The loss has not been reconciled yet.",
            FailoverState.Reconciled => $"{Pressed(last, state)} Service was restored at {Figures.Stamp(failover.RestoredAt)}. {Lost(dossier)}",
            _ => throw new InvalidOperationException($"No words for a failover that is '{failover.State}'."),
        };
    }

    internal static ReportTone Tone(Dossier dossier) => dossier.State.Failover.State switch
    {
        FailoverState.Reconciled => dossier.Actuals.Loss switch
        {
            { RecordsWithin: false } or { WindowWithin: false } => ReportTone.Bad,
            { RecordsWithin: true } => ReportTone.Good,
            _ => ReportTone.Unknown,
        },
        FailoverState.Stuck => ReportTone.Bad,
        FailoverState.Idle or FailoverState.Aborted => ReportTone.Plain,
        _ => ReportTone.Warning,
    };

    /// <summary>The end of a proposal in a few words, for the list of earlier ones.</summary>
    internal static string Ending(ProposalRecord record) => record.Ending switch
    {
        null => "left open",
        IncidentEvent.Withdrawn e => $"withdrawn by {e.By.Name} at {Durations.Clock(e.At)}.{Figures.Because(e.Reason)}",
        IncidentEvent.AbortBegun e => $"{(record.StoodDown ? "pressed, then stood down" : "aborted")} by {e.By.Name} at {Durations.Clock(e.At)}.{Figures.Because(e.Reason)}",
        IncidentEvent.ArmedLapsed e => $"held at {Durations.Clock(e.At)}, for nobody pressed in time",
        IncidentEvent.Stuck e => $"stuck at {Durations.Clock(e.At)}",
        var e => $"pressed at {Durations.Clock(record.Press?.At ?? e.At)}",
    };

    private static string Unproposed(Incident state)
    {
        var verdict = TreeVerdict.Of(state.Mode, state.Answers);
        return state.Mode == FailureMode.Unknown
            ? "No failover was proposed; the failure mode was never classified."
            : verdict.PermitsFailover
                ? $"No failover was proposed, though the failure mode, {Words.Of(state.Mode)}, permits one."
                : $"No failover: the failure mode was {Words.Of(state.Mode)}. {verdict.Words}";
    }

    private static string NotMoved(ProposalRecord last, FailoverState state)
    {
        var id = last.Proposal.Id;
        return last.Ending switch
        {
            IncidentEvent.Withdrawn e => $"No failover: {e.By.Name} withdrew {id} at {Durations.Stamp(e.At)}.{Figures.Because(e.Reason)}{Refused(last)}",
            IncidentEvent.AbortBegun e when last.StoodDown =>
                $"No failover: {id} was pressed, but a probe showed that the promotion had no effect, and it was stood down at {Durations.Stamp(e.At)}.{Undone(state)}",
            IncidentEvent.AbortBegun e =>
                $"No failover: {e.By.Name} aborted {id} at {Durations.Stamp(e.At)}, before the point of no return.{Figures.Because(e.Reason)}{Refused(last)}{Undone(state)}",
            _ => $"No failover: {id} ended without a press.{Refused(last)}",
        };
    }

    private static string Missing(FailoverRecord failover) => Outlook.MissingRoles(failover) is { Count: > 0 } roles
        ? $" It lacked the approval of {Figures.List(roles.Select(r => Words.Of(r)))}."
        : "";

    private static string Undone(FailoverState state) => state == FailoverState.Aborting ? " By the last event not all of it was undone." : "";

    private static string Pressed(ProposalRecord last, Incident state) => last.Press is { } press
        ? $"Failed over: {press.By.Name} pressed at {Durations.Stamp(press.At)} and moved {state.Service} from {state.PlanOfRecord?.Primary ?? "its primary region"} to {last.Proposal.Target}."
        : $"Failed over to {last.Proposal.Target}.";

    private static string Lost(Dossier dossier) => dossier.Actuals.Loss switch
    {
        { LostRecords: { } lost, BoundRecords: { } bound } =>
            $"{Figures.CountedLost(lost)} afterwards, {(lost <= bound ? "within" : "BEYOND")} the bound of {Figures.Records(bound)} that the press accepted.",
        { LostRecords: { } lost } => $"{Figures.CountedLost(lost)} afterwards; the press accepted a loss that was not known.",
        _ => "How many records were lost cannot be known.",
    };

    private static string Refused(ProposalRecord last) => last.Refusals is [.., var newest]
        ? $" The press was refused {(last.Refusals.Count == 1 ? "once" : $"{last.Refusals.Count} times")}, the last time because: {Shown.Line(string.Join(" ", newest.Reasons))}"
        : "";
}
