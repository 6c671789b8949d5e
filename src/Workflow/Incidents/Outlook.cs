using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>What an incident's state means at a moment: exposure, loss, gates, clock and ETA, computed the same way wherever they are shown or checked.</summary>
public static class Outlook
{
    public static Exposure? ExposureAt(Incident incident, DateTimeOffset now) =>
        Exposure.At(incident.RecoveryPoint, now, incident.FencedAt, incident.DeadAt(now));

    /// <summary>Where the window of writes that may be lost begins, as far as the write rate is asked: peaks count from there, usual rates before.</summary>
    /// <remarks>
    /// The recovery point may lie before the impact, and its peaks count too. Without a stated impact the recovery point alone says it: silence since then
    /// is the outage, and must not pass for a quiet hour that bounds the loss.
    /// </remarks>
    public static DateTimeOffset? PeaksSince(Incident incident) => (incident.RecoveryPoint?.At, incident.ImpactStart) switch
    {
        ({ } point, { } impact) => point < impact ? point : impact,
        (var point, var impact) => impact ?? point,
    };

    /// <summary>The loss that a promotion at <paramref name="now"/> would bring; null while lag was never sampled or there is no plan.</summary>
    public static Loss? LossAt(Incident incident, DateTimeOffset now) =>
        DrainOf(incident) is { IsDone: true, FencedAt: { } edge } && incident is { Plan: { } switched, RecoveryPoint: { } point }
            ? Loss.AfterDrain(new Exposure(point.At, edge, false, point.LastSampleAt), incident.WriteRate, switched.Loss)
        : incident.Plan is { } plan && ExposureAt(incident, now) is { } exposure
            ? Loss.For(exposure, KnownRate(incident, plan, exposure, now), plan.Loss)
            : null;

    /// <summary>How far a planned switchover has drained; null for every other failure mode, which promises no such thing, and without a plan.</summary>
    public static Drain? DrainOf(Incident incident) =>
        incident is { Mode: FailureMode.PlannedSwitchover, Plan: { } plan } ? Drain.Of(plan, incident.FencedAt, incident.RecoveryPoint) : null;

    /// <summary>The number that the press takes now: zero for a planned switchover, drained or not; else the loss bound, null while it is unknown.</summary>
    public static long? BoundToType(Incident incident, DateTimeOffset now) =>
        incident.Mode == FailureMode.PlannedSwitchover ? 0 : LossAt(incident, now)?.Bound;

    /// <summary>The money that a press could give up: nothing by a planned switchover, whose press is refused unless it is drained. Null while unknown.</summary>
    internal static decimal? MoneyAtRisk(Incident incident, DateTimeOffset now) =>
        incident.Mode == FailureMode.PlannedSwitchover ? 0 : LossAt(incident, now)?.Money;

    /// <summary>The gates of the plan, evaluated now; empty without a plan.</summary>
    public static IReadOnlyList<GateResult> GatesAt(Situation situation, DateTimeOffset now) =>
        situation.Incident.Plan is null ? [] : Gates.Evaluate(FactsAt(situation, now));

    /// <summary>What the tree says of this incident now: the failure mode's verdict, narrowed by answers and by the plan's gate G9.</summary>
    public static Verdict VerdictAt(Situation situation, DateTimeOffset now) =>
        situation.Incident.Plan is null ? TreeVerdict.Of(situation.Incident.Mode, situation.Incident.Answers) : TreeVerdict.At(FactsAt(situation, now));

    /// <summary>The verdict's advice as a list of tasks, done and open; empty where a failover is permitted or nothing is classified.</summary>
    public static IReadOnlyList<IncidentTask> TasksAt(Situation situation, DateTimeOffset now) =>
        VerdictAt(situation, now) is { IsTaskList: true } verdict
            ? [.. verdict.Advice.Select((text, i) => new IncidentTask(i + 1, text,
                situation.Incident.Tasks.FirstOrDefault(t => t.Mode == verdict.Mode && t.Number == i + 1 && t.Task == text)))]
            : [];

    public static DecisionClock? Clock(Incident incident) =>
        incident.Plan is { } plan ? DecisionClock.For(plan, incident.ImpactStart, incident.Mode, incident.Runs) : null;

    /// <summary>How long the steps that are left will take, as a whole; null without a plan.</summary>
    public static Eta? EtaOf(Incident incident) =>
        incident.Plan is { } plan ? Eta.Remaining(plan, StepsLeft(incident), incident.Runs, incident.Mode, Seed.From(incident.Id)) : null;

    /// <summary>Ids of the steps that are not settled yet, in order; empty without a plan.</summary>
    internal static IReadOnlyCollection<string> StepsLeft(Incident incident)
    {
        var settled = (incident.Turned ? [] : incident.Failover.Steps).Where(p => p.IsSettled).Select(p => p.Step).ToHashSet();
        return [.. (incident.Plan?.Steps ?? []).Select(s => s.Id).Where(id => !settled.Contains(id))];
    }

    /// <summary>Required roles that no approval fills yet and no break-glass replaces; empty when authority is complete or nothing is proposed.</summary>
    public static IReadOnlyList<Role> MissingRoles(FailoverRecord failover) =>
        failover.Proposal is { } proposal
            ? [.. proposal.Required.Where(r => failover.Approvals.All(a => a.Role != r) && !failover.Glass.Any(g => g.IsConfirmed && g.Roles.Contains(r)))]
            : [];

    /// <summary>The ceilings an approver is offered: the loss as it will stand when the plan's own estimates of approval and fence have passed.</summary>
    /// <returns>Exposure and records; records are null while the write rate is unknown, both while lag was never sampled.</returns>
    public static (TimeSpan? Exposure, long? Records) SuggestedCeiling(Incident incident, DateTimeOffset now)
    {
        if (incident.Mode == FailureMode.PlannedSwitchover && incident.Plan is not null)
        {
            return (TimeSpan.Zero, 0);
        }

        if (incident.Plan is not { } plan || ExposureAt(incident, now) is not { } exposure)
        {
            return (null, null);
        }

        var ahead = exposure.Growing ? plan.ApprovalEstimate + (plan.Fence?.Estimate ?? TimeSpan.Zero) : TimeSpan.Zero;
        var span = TimeSpan.FromSeconds(Math.Ceiling((exposure.Span + ahead).TotalSeconds));
        return (span, Loss.BoundFor(span, KnownRate(incident, plan, exposure, now), plan.Loss));
    }

    internal static GateFacts FactsAt(Situation situation, DateTimeOffset now)
    {
        var incident = situation.Incident;
        return new GateFacts(
            now, incident.Plan!, incident.Id, incident.Mode, incident.ModeAt, incident.Readings, LossAt(incident, now), incident.FencedAt,
            incident.Fence.Epoch, situation.Service.FailoverOf, situation.Service.LastPromotionAt, incident.Failover.ProposedAt,
            incident.Updates.DraftedAt)
        {
            Answers = incident.Answers,
            Drills = incident.Drills,
            Owners = incident.Owners,
            BotRegion = incident.BotRegion,
        };
    }

    /// <summary>A sample that was taken after the exposure's edge stays good: no write can follow it. Before the edge it ages.</summary>
    private static WriteRate? KnownRate(Incident incident, FailoverPlan plan, Exposure exposure, DateTimeOffset now)
    {
        if (incident.WriteRate is not { } rate || plan.Reading(plan.Inputs.WriteRate) is not { } reading)
        {
            return null;
        }

        var covers = !exposure.Growing && rate.SampledAt >= exposure.Edge;
        return covers || now - rate.SampledAt <= reading.MaxAge ? rate : null;
    }
}
