using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Decisions.Explaining;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>The numbers that can be opened.</summary>
public enum WhyTopic
{
    RecoveryPoint,
    Exposure,
    Likely,
    Loss,
    Money,
    Rpo,
    Ldt,
    Lat,
    Eta,
    Cost,
    Waiting,
    Pstar,
    Latency,
    Dns,
    Standing,
}

/// <summary>Opens a number of a brief to its formula, with the values put in and where each of them comes from.</summary>
public static class Why
{
    private static readonly Explanation NoPlan =
        Explanation.Without("All numbers", "Nothing can be computed", "the plan's terms", ["a plan for this service, one YAML file in the plans folder"], []);

    /// <summary>The explanations of a topic; several where it is a list, one that names what is missing where the number is unknown.</summary>
    public static IReadOnlyList<Explanation> Of(WhyTopic topic, Brief brief)
    {
        var incident = brief.Incident;
        if (incident.Plan is not { } plan || brief is not { Clock: { } clock, Cost: { } cost, Eta: { } eta })
        {
            return [NoPlan];
        }

        var (lag, rate) = (Source(incident, plan.Inputs.ReplicationLag), Source(incident, plan.Inputs.WriteRate));
        return topic switch
        {
            WhyTopic.RecoveryPoint => [incident.RecoveryPoint?.Explain(lag) ?? Never("R", "Recovery point", "t_s - L", lag)],
            WhyTopic.Exposure => [brief.Loss?.Exposure.Explain(lag) ?? Never("E", "Exposure", "max(0, edge - R)", lag)],
            WhyTopic.Likely => [brief.Loss?.ExplainLikely(rate) ?? Never("N50", "Records likely to be lost", "ceil(W_p50 × E)", lag)],
            WhyTopic.Loss => [brief.Loss?.Explain(plan.Loss, rate) ?? Never("N95", "The most records that may be lost", "ceil(max(W_p95, W_max) × E) + in flight", lag)],
            WhyTopic.Money => [brief.Loss?.ExplainMoney(plan.Loss) ?? Never("money(E)", "Value of the most records that may be lost", "N95 × V", lag)],
            WhyTopic.Rpo => [RpoClock.Explain(incident.RecoveryPoint, plan.Rpo, lag)],
            WhyTopic.Ldt => [clock.ExplainDecision(plan, incident.ImpactStart, incident.Mode, incident.Runs, brief.At)],
            WhyTopic.Lat => [clock.ExplainAsk(plan, incident.Mode, incident.Runs, brief.At)],
            WhyTopic.Eta => [eta.Explain(plan, Outlook.StepsLeft(incident), incident.Mode, brief.At)],
            WhyTopic.Cost or WhyTopic.Waiting or WhyTopic.Pstar when brief.NothingToWeigh is { } why =>
                [Explanation.Without(cost.FlipPoint.Why.Name, cost.FlipPoint.Why.Title, cost.FlipPoint.Why.Formula, [$"there is nothing to weigh: {why}"], [])],
            WhyTopic.Cost => [cost.Now.Why, cost.Later.Why],
            WhyTopic.Waiting => [cost.Waiting.Why],
            WhyTopic.Pstar => [cost.FlipPoint.Why],
            WhyTopic.Latency => brief.Latency.Count > 0 ? [.. brief.Latency.Select(path => path.P95.Why)]
                : [Explanation.Without("p95_new", "p95 of each path after the move", "p95_old + ΔRTT", ["`latency` of the plan"], [])],
            WhyTopic.Dns => Tail(plan, brief.Tail),
            WhyTopic.Standing => All(StandingCost.Of(plan)),
            _ => throw new InvalidOperationException($"No explanation of '{topic}'."),
        };
    }

    /// <summary>Every figure of the standing cost.</summary>
    public static IReadOnlyList<Explanation> All(StandingCost cost) =>
        [cost.PerYear.Why, cost.Replication.Why, cost.Outages.Why, cost.Ratio.Why, cost.Synchronous.Why, cost.Accepted.Why];

    private static IReadOnlyList<Explanation> Tail(FailoverPlan plan, DnsTail? tail) => (plan.Dns, tail) switch
    {
        (null, _) or (_, null) => [Explanation.Without("s_n", "Share still on the old region", "s_(n-1) × q", ["`dns` of the plan"], [])],
        ({ Shift: TrafficShift.Ip }, _) => [Explanation.Without("s_n", "Share still on the old region", "none", ["users are moved at IP level, so there is no DNS tail"], [])],
        _ => [.. tail.Points.Select(p => p.Share.Why)],
    };

    private static Explanation Never(string name, string title, string formula, string lag) =>
        Explanation.Without(name, title, formula, [$"{lag} was never sampled"], []);

    private static string Source(Incident incident, string id) =>
        incident.Readings.GetValueOrDefault(id) is { } reading ? $"{id} ({reading.Source})" : id;
}
