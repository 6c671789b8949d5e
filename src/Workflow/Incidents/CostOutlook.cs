using System.Globalization;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>What going now and waiting cost an incident at a moment, from its plan, its readings and what people assume.</summary>
public static class CostOutlook
{
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(10);

    /// <summary>The cost at <paramref name="now"/>; null without a plan.</summary>
    public static Cost? At(Incident incident, DateTimeOffset now) =>
        incident.Plan is null ? null : Of(incident, Outlook.LossAt(incident, now), EtaWith(incident), now);

    /// <summary>The same, from a loss and a run that are computed already.</summary>
    internal static Cost Of(Incident incident, Loss? loss, (Eta Whole, TimeSpan Off) run, DateTimeOffset now)
    {
        var plan = incident.Plan!;
        var (probability, recovery) = Recovery(incident, plan);
        var wait = plan.Costs?.Wait ?? UsualWait;
        wait = recovery.Value > wait ? recovery.Value.Value : wait;
        var basis = run.Whole.Basis.Words(incident.Mode, now);
        return Cost.Of(new CostInputs(
            (loss, After(loss, wait, plan)), PerMinute(plan, now), Affected(incident, plan, now),
            Input.Of(run.Whole.P50, $"p50 of the run, {basis}", run.Whole.Basis.NewestAt), Input.Of(run.Off, $"its part with writes off for everybody, {basis}", run.Whole.Basis.NewestAt),
            Stated(plan.Costs?.Failback, "costs.failback"), Stated(plan.Costs?.FailedFailover, "costs.failedFailover"),
            DrillTally.Of(incident.Drills), probability, recovery, wait, plan.Loss.Currency));
    }

    /// <summary>The run that is left, and how long writes are off for everybody in it: from the fence, or now if it is placed, until users are moved.</summary>
    internal static (Eta Whole, TimeSpan Off) EtaWith(Incident incident)
    {
        var plan = incident.Plan!;
        var left = Outlook.StepsLeft(incident);
        var last = -1;
        var first = -1;
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            last = plan.Steps[i].ShiftsTraffic ? i : last;
            first = first < 0 && (plan.Steps[i].Fence || !plan.Steps[i].Reversible) ? i : first;
        }

        first = incident.FencedAt is null ? first : 0;
        last = last < 0 ? plan.Steps.Count - 1 : last;
        var off = left.Where(id => plan.Steps.Index().Any(s => s.Item.Id == id && s.Index >= first && s.Index <= last)).ToList();
        return Eta.RemainingWith(plan, left, off, incident.Runs, incident.Mode, Seed.From(incident.Id));
    }

    /// <summary>The loss after a wait: an exposure that nothing has stopped is longer by all of it, as if replication brought nothing more over.</summary>
    private static Loss? After(Loss? loss, TimeSpan wait, FailoverPlan plan) =>
        loss is not { Exposure: { Growing: true } exposure } ? loss : Loss.For(exposure with { Edge = exposure.Edge + wait }, loss.Rate, plan.Loss);

    private static Input<decimal> PerMinute(FailoverPlan plan, DateTimeOffset now)
    {
        var hour = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime.DayOfWeek} {now.UtcDateTime.Hour:00}:00 UTC");
        return plan.Costs?.LossPerMinute is not { } loss ? Input.Unknown<decimal>("`costs.lossPerMinute` of the plan")
            : loss.At(now) is { } money ? Input.Of(money, $"costs.lossPerMinute, {hour}")
            : Input.Unknown<decimal>($"`costs.lossPerMinute` of the plan does not name {hour}");
    }

    private static Input<decimal> Affected(Incident incident, FailoverPlan plan, DateTimeOffset now)
    {
        if (incident.Assumptions.TryGetValue(AssumptionKind.Affected, out var stated))
        {
            return Input.Of(stated.Share, stated.Label(), stated.At);
        }

        if (plan.Costs?.AffectedReading is not { } id)
        {
            return plan.Costs?.AffectedShare is { } share ? Input.Of(share, "costs.affectedShare")
                : Input.Unknown<decimal>("`impact affected 40%`, or `costs.affectedShare` of the plan");
        }

        return incident.Readings.GetValueOrDefault(id) is not { } reading ? Input.Unknown<decimal>($"{id} was never sampled; `assume affected 40%`")
            : reading.UnknownAt(now) is { } why ? Input.Unknown<decimal>($"{why}; `assume affected 40%`")
            : reading.Value is >= 0 and <= 1 ? Input.Of(reading.Value.Value, $"{id} ({reading.Source})", reading.SampledAt)
            : Input.Unknown<decimal>($"{id} says {reading.Value}, which is no share; check {reading.Source}");
    }

    private static (Input<decimal> Probability, Input<TimeSpan> Recovery) Recovery(Incident incident, FailoverPlan plan) =>
        incident.Assumptions.TryGetValue(AssumptionKind.Recovery, out var stated) && stated.Within is { } within
            ? (Input.Of(stated.Share, stated.Label(), stated.At), Input.Of(within, stated.Label(), stated.At))
        : plan.Costs?.Recovery is { } terms
            ? (Input.Of(terms.Probability, $"the plan's assumption: {terms.Source}"), Input.Of(terms.Within, $"the plan's assumption: {terms.Source}"))
        : (Input.Unknown<decimal>("`assume recovery 30% in 10m`, or `costs.recovery` of the plan"), Input.Unknown<TimeSpan>("`assume recovery 30% in 10m`, or `costs.recovery` of the plan"));

    private static Input<decimal> Stated(decimal? money, string key) =>
        money is { } value ? Input.Of(value, key) : Input.Unknown<decimal>($"`{key}` of the plan");
}
