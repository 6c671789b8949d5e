using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Incidents;

/// <summary>The facts that an update about an incident may state, at a moment; everything else is unknown and is said to be.</summary>
public static class UpdateFactsOf
{
    public static UpdateFacts Incident(Incident incident, DateTimeOffset now) => new()
    {
        Drill = incident.IsDrill,
        Incident = incident.Id,
        Service = incident.Service,
        Severity = Words.Of(incident.Severity),
        Summary = incident.Summary,
        Phase = PhaseOf(incident),
        FailureMode = incident.Mode == FailureMode.Unknown ? null : Words.Of(incident.Mode).Replace('-', ' '),
        PrimaryRegion = incident.Plan?.Primary ?? "the primary region",
        TargetRegion = incident.Plan?.Target ?? "another region",
        ImpactStart = incident.ImpactStart,
        AffectedShare = incident.AffectedShare,
        Loss = LossOf(incident, now),
        Eta = EtaOf(incident),
        Slip = null,
        NextUpdateAt = now + new Cadence(incident.Plan?.Cadence).Every(Words.Of(incident.Severity)),
        LossFreeProven = LossFree.WhyNot(incident).Count == 0,
        Planned = incident.Mode == FailureMode.PlannedSwitchover && (incident.Turned || !incident.Failover.PastPointOfNoReturn),
        WritesOff = incident.FencedAt is { } fenced && !incident.Failover.PastPointOfNoReturn ? now - fenced : null,
        At = now,
    };

    /// <summary>The phase that stakeholders are told.</summary>
    public static UpdatePhase PhaseOf(Incident incident)
    {
        if (incident.Phase is IncidentPhase.Resolved or IncidentPhase.Closed)
        {
            return UpdatePhase.Resolved;
        }

        return incident.Failover.State switch
        {
            FailoverState.Proposed or FailoverState.Approved => UpdatePhase.Deciding,
            FailoverState.Preparing or FailoverState.Halted or FailoverState.Held or FailoverState.Armed
                or FailoverState.Committing or FailoverState.Stuck => UpdatePhase.FailingOver,
            FailoverState.Verifying => UpdatePhase.Verifying,
            FailoverState.Restored or FailoverState.Reconciled => UpdatePhase.Restored,
            _ => incident.Mode != FailureMode.Unknown && !TreeVerdict.Of(incident.Mode, incident.Answers).PermitsFailover
                ? UpdatePhase.NotFailingOver
                : UpdatePhase.Investigating,
        };
    }

    private static LossFacts? LossOf(Incident incident, DateTimeOffset now)
    {
        // A switchover adds nothing to what the incident lost before it.
        if (incident is { Losing: { } lost, Failover.Proposal.Mode: FailureMode.PlannedSwitchover })
        {
            return lost.Loss is { } before ? Facts(before, true, lost.Actual) : null;
        }

        // After the press the loss is what it was then: the bound that was shown is the one that is counted against.
        var loss = incident.Failover.CommittedLoss ?? Outlook.LossAt(incident, now);
        return loss is null ? null : Facts(loss, incident.Failover.State == FailoverState.Reconciled, incident.Failover.ActualLoss);
    }

    private static LossFacts Facts(Loss loss, bool final, long? actual) => new()
    {
        From = loss.Exposure.From < loss.Exposure.Edge ? loss.Exposure.From : loss.Exposure.Edge,
        To = loss.Exposure.Edge,
        Exposure = loss.Exposure.Span,
        Records = loss.Bound,
        Money = loss.Money,
        Currency = loss.Currency,
        SampledAt = loss.Exposure.SampledAt,
        IsFinal = final,
        ActualRecords = actual,
    };

    private static EtaFacts? EtaOf(Incident incident)
    {
        if (Outlook.EtaOf(incident) is not { } eta || incident.Failover.State is FailoverState.Idle or FailoverState.Aborted or FailoverState.Stuck
            or FailoverState.Halted or FailoverState.Held or FailoverState.Aborting)
        {
            return null;
        }

        return new EtaFacts(eta.P50, eta.P90 ?? eta.P50,
            eta.Basis.Recorded == 0 ? "the plan's own estimate" : $"{eta.Basis.Recorded} recorded runs{eta.Basis.DrillWords()}");
    }
}
