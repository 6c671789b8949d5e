using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>When time alone, without another sample, makes the loss too large for something: each moment (UTC) is the first at which it is.</summary>
internal static class Outgrowing
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>When the RPO is reached, and when approvals and required roles are outgrown.</summary>
    internal static IEnumerable<DateTimeOffset?> Moments(Incident incident)
    {
        if (incident is not { Plan: { } plan, RecoveryPoint: { } point })
        {
            yield break;
        }

        var growsFrom = GrowsFrom(incident, plan);
        if (growsFrom is not null && incident.RpoBreachSaidAt is null && !incident.Failover.PastPointOfNoReturn)
        {
            yield return Later(RpoClock.BreachAt(point, plan.Rpo), growsFrom);
        }

        if (!incident.Failover.IsOpenToVotes || incident.Failover.Ceilings.Count == 0 || incident.Mode == FailureMode.PlannedSwitchover)
        {
            yield break;
        }

        var unknownFrom = UnknownFrom(incident, plan, growsFrom);
        foreach (var ceiling in incident.Failover.Ceilings)
        {
            yield return Later(ceiling.Exposure is { } span ? Add(point.At, span) : null, growsFrom);
            yield return Before(unknownFrom, Later(Exceeds(incident, plan, point, ceiling.Records), growsFrom));
            yield return !ceiling.LossUnknown || Limit(incident, plan) is not null ? unknownFrom : null;
        }

        yield return Before(unknownFrom, Later(Exceeds(incident, plan, point, Limit(incident, plan)), growsFrom));
    }

    /// <summary>From when the exposure grows: long ago if nothing stops it, when the proof of death lapses, or never behind a fence.</summary>
    private static DateTimeOffset? GrowsFrom(Incident incident, FailoverPlan plan) =>
        incident.FencedAt is not null ? null
        : incident is { PrimaryDeadSeenAt: { } seen } && plan.Inputs.PrimaryDead is { } id && plan.Reading(id) is { } reading ? seen + reading.MaxAge + Tick
        : DateTimeOffset.MinValue;

    /// <summary>From when the write rate, and so the bound, is unknown; a rate sampled after the edge of a stopped exposure stays known.</summary>
    private static DateTimeOffset? UnknownFrom(Incident incident, FailoverPlan plan, DateTimeOffset? growsFrom)
    {
        if (incident.WriteRate is not { } rate || plan.Reading(plan.Inputs.WriteRate) is not { } reading)
        {
            return null;
        }

        var stale = rate.SampledAt + reading.MaxAge + Tick;
        var edge = incident.FencedAt is { } fenced && incident.DeadAt(fenced) is var dead && !(dead < fenced) ? fenced : incident.PrimaryDeadAt;
        return growsFrom == DateTimeOffset.MinValue || !(rate.SampledAt >= edge) ? stale : Later(stale, growsFrom);
    }

    /// <summary>When the growing bound passes a number of records.</summary>
    private static DateTimeOffset? Exceeds(Incident incident, FailoverPlan plan, RecoveryPoint point, decimal? records)
    {
        if (records is not { } ceiling || incident.WriteRate is not { P95: { } p95 } rate || Math.Max(p95, rate.MaxSince ?? p95) is not (> 0 and var perSecond))
        {
            return null;
        }

        var seconds = Math.Max(0, (ceiling - plan.Loss.WritesInFlight) / perSecond);
        return seconds < 1_000_000_000 ? Add(point.At, TimeSpan.FromTicks((long)Math.Floor(seconds * TimeSpan.TicksPerSecond))) : null;
    }

    /// <summary>The most records that may be lost without a role that is not yet required; null if no role is still to come.</summary>
    private static decimal? Limit(Incident incident, FailoverPlan plan) =>
        incident.Failover.Proposal is { } proposal && !proposal.Required.Contains(Role.Executive) && plan.Loss.ValuePerWrite > 0
        && plan.Approvals.FirstOrDefault(a => a.Mode == proposal.Mode)?.ExecutiveAbove is { } money
            ? Math.Floor(money / plan.Loss.ValuePerWrite)
            : null;

    private static DateTimeOffset? Add(DateTimeOffset at, TimeSpan span) => span < TimeSpan.FromDays(36_500) ? at + span + Tick : null;

    /// <summary>From when the bound is unknown, it passes no number.</summary>
    private static DateTimeOffset? Before(DateTimeOffset? unknownFrom, DateTimeOffset? moment) => moment < unknownFrom ? moment : null;

    private static DateTimeOffset? Later(DateTimeOffset? moment, DateTimeOffset? notBefore) =>
        notBefore is null ? null : moment < notBefore ? notBefore : moment;
}
