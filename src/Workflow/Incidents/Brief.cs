using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>The whole decision at a moment: every number once, computed from the same facts, for the card and for whoever asks why.</summary>
/// <param name="Loss">What a promotion now would lose; null while lag was never sampled.</param>
/// <param name="Cost">Null without a plan, as is all else.</param>
/// <param name="Tail">Null where the plan does not say how users are moved.</param>
public sealed record Brief(
    Incident Incident, DateTimeOffset At, Loss? Loss, IReadOnlyList<GateResult> Gates, DecisionClock? Clock, Eta? Eta, Cost? Cost,
    IReadOnlyList<LatencyForecast> Latency, DnsTail? Tail)
{
    /// <summary>Why waiting and moving are not weighed against each other any more, or at all; null while they are.</summary>
    public string? NothingToWeigh =>
        Incident.Mode == FailureMode.PlannedSwitchover ? "a planned switchover has no outage to wait out"
        : Incident.Failover.PastPointOfNoReturn ? "the press has been made"
        : Incident.Phase is IncidentPhase.Resolved or IncidentPhase.Closed ? "the incident is over"
        : Incident.Mode != FailureMode.Unknown && !Verdict.Of(Incident.Mode).PermitsFailover ? $"{Words.Of(Incident.Mode)} permits no failover"
        : null;

    public static Brief Of(Situation situation, DateTimeOffset now)
    {
        var incident = situation.Incident;
        if (incident.Plan is not { } plan)
        {
            return new Brief(incident, now, null, [], null, null, null, [], null);
        }

        // After the press the loss is what it was then: the bound that was shown is the one that is counted against.
        var loss = (incident.Turned ? null : incident.Failover.CommittedLoss) ?? Outlook.LossAt(incident, now);
        var run = CostOutlook.EtaWith(incident);
        return new Brief(incident, now, loss, Outlook.GatesAt(situation, now), Outlook.Clock(incident), run.Whole, CostOutlook.Of(incident, loss, run, now),
            LatencyForecast.For(plan, incident.Readings, now), plan.Dns is { } dns ? DnsTail.For(dns, incident.ShiftedAt, incident.Tail) : null);
    }
}
