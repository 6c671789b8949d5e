using System.Globalization;

namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about users on their way: those whom an old DNS answer holds back, and those whom distance slows down.</summary>
internal static class MovingRules
{
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("dns-tail", "users are moved by DNS, and more than 1 % would still reach the old region when the RTO is over",
            "lower the TTL well before it is needed, or shift at IP level (an anycast address, an accelerator), which has no such tail", DnsTail),
        new("over-latency-budget", "by the plan's own numbers a path breaks its latency budget after the move",
            "agree on a larger budget, or bring the path nearer to the target's users", OverLatencyBudget),
        new("shift-unknown", "a step moves users, and the plan does not say how long some stay behind",
            "write `dns: { shift: dns, ttl: 60s }`, or `shift: ip` where nobody keeps an old answer", ShiftUnknown),
        new("latency-unjudged", "the plan states latency budgets that no gate judges",
            "pick gate G11", LatencyUnjudged),
    ];

    private const decimal NearlyNobody = 0.01m;

    /// <summary>A DNS shift is over only when hardly anybody holds the old answer; that must fit into the recovery time objective.</summary>
    public static IEnumerable<Remark> DnsTail(FailoverPlan plan)
    {
        if (plan.Dns is not { Shift: TrafficShift.Dns } dns)
        {
            yield break;
        }

        var (left, tail) = (1m, TimeSpan.Zero);
        while (left > NearlyNobody && tail <= plan.Rto)
        {
            (left, tail) = (left * dns.Stale, tail + dns.Ttl);
        }

        if (tail > plan.Rto)
        {
            yield return new Remark("dns", string.Create(CultureInfo.InvariantCulture,
                    $"users are moved by DNS with a TTL of {Durations.Text(dns.Ttl)}: by the assumption that {dns.Stale * 100:0.##} % keep the old answer for another TTL, more than {NearlyNobody * 100:0} % still reach {plan.Primary} when the RTO of {Durations.Text(plan.Rto)} is over"),
                "lower the TTL well before it is needed, or shift at IP level (an anycast address, an accelerator), which has no such tail");
        }
    }

    /// <summary>A move that breaks the latency budget by the plan's own numbers should be known before the night it is needed.</summary>
    public static IEnumerable<Remark> OverLatencyBudget(FailoverPlan plan) =>
        from path in plan.Latency ?? []
        where path.P95.Stated + path.Added.Stated > path.Budget
        select new Remark("latency",
            $"path {path.Name} would take {Milliseconds(path.P95.Stated!.Value + path.Added.Stated!.Value)} at p95 after the move; its budget is {Milliseconds(path.Budget)}",
            "agree on a larger budget, or bring the path nearer to the target's users");

    public static IEnumerable<Remark> ShiftUnknown(FailoverPlan plan) =>
        plan.Dns is null && plan.Steps.FirstOrDefault(s => s.ShiftsTraffic) is { } step ? [new Remark($"step {step.Id} shiftsTraffic")] : [];

    public static IEnumerable<Remark> LatencyUnjudged(FailoverPlan plan) =>
        plan.Latency is not null && plan.Gate(GateId.G11) is null ? [new Remark("latency")] : [];

    private static string Milliseconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / (decimal)TimeSpan.TicksPerMillisecond:0.###} ms");
}
