using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>Whether the target can carry the service: G8 (quotas), G9 (dependencies), G10 (configuration parity), G11 (latency budget).</summary>
internal static class ReadinessGates
{
    internal static GateResult Capacity(PlanGate gate, GateFacts facts)
    {
        if (gate.Terms is not GateTerms.Quotas { Items.Count: > 0 } terms)
        {
            return GateResult.Unknown(gate.Id, facts.Now, "The plan lists no quota.");
        }

        var measure = new Measure(gate, facts);
        var (closed, unknown) = (new List<string>(), new List<string>());
        foreach (var quota in terms.Items)
        {
            var threshold = FormattableString.Invariant($"used + {quota.Needed} <= {terms.Share} * limit");
            var used = measure.Of(quota.Used, threshold, unknown);
            var limit = measure.Of(quota.Limit, threshold, unknown);
            if (used + quota.Needed > terms.Share * limit)
            {
                closed.Add(FormattableString.Invariant($"{quota.Name}: {used} used + {quota.Needed} needed = {used + quota.Needed}, above {terms.Share} of the limit {limit}."));
            }
        }

        return measure.Answer(closed, unknown);
    }

    internal static GateResult Dependencies(PlanGate gate, GateFacts facts)
    {
        if (gate.Terms is not GateTerms.Dependencies { Items.Count: > 0 } terms)
        {
            return GateResult.Unknown(gate.Id, facts.Now, "The plan lists no dependency.");
        }

        var seen = terms.Items.Select(d => (d.Name, Seen: Sighting.Of(d.Answers, gate, facts))).ToList();
        var failing = seen.Where(s => s.Seen.Holds != true).ToList();
        return Sighting.AllOf(gate, facts, [.. seen.Select(s => s.Seen)]) with
        {
            Reasons = [.. failing.Select(s => $"{s.Name}: {s.Seen.Why}")],
            NotOpen = failing.Count == 0 ? null : [.. failing.Select(s => s.Name)],
        };
    }

    internal static GateResult Parity(PlanGate gate, GateFacts facts)
    {
        if (gate.Terms is not GateTerms.Parity terms)
        {
            return GateResult.Unknown(gate.Id, facts.Now, "The plan names no digest to compare.");
        }

        var measure = new Measure(gate, facts);
        var unknown = new List<string>();
        var primary = measure.Of(terms.Primary, $"= {terms.Target}", unknown);
        var target = measure.Of(terms.Target, $"= {terms.Primary}", unknown);
        return measure.Answer(primary is null || target is null || primary == target ? []
            : [FormattableString.Invariant($"The configuration differs: {facts.Plan.Primary} has the digest {primary}, {facts.Plan.Target} has {target}.")], unknown);
    }

    internal static GateResult Latency(PlanGate gate, GateFacts facts)
    {
        if (gate.Terms is not GateTerms.Latency { Paths.Count: > 0 } terms)
        {
            return GateResult.Unknown(gate.Id, facts.Now, "The plan lists no path with a budget.");
        }

        var measure = new Measure(gate, facts);
        var (closed, unknown) = (new List<string>(), new List<string>());
        foreach (var path in terms.Paths)
        {
            var rule = $"{path.Name}: p95 + added round trip <= budget";
            var p95 = measure.Of(Seconds(path.P95), rule, unknown);
            var added = measure.Of(Seconds(path.Added), rule, unknown);
            if (p95 is not { } now || added is not { } more)
            {
                continue;
            }

            var limit = Seconds(path.Budget);

            var predicted = now + more;
            measure.Found(path.Name, Milliseconds(predicted), Milliseconds(limit));
            if (predicted > limit)
            {
                closed.Add($"{path.Name}: p95 would be {Milliseconds(now)} + {Milliseconds(more)} = {Milliseconds(predicted)}; the budget is {Milliseconds(limit)}.");
            }
        }

        return measure.Answer(closed, unknown);
    }

    private static Amount Seconds(PathTime time) => new(time.Stated is { } stated ? Seconds(stated) : null, time.Reading);

    private static decimal Seconds(TimeSpan span) => span.Ticks / (decimal)TimeSpan.TicksPerSecond;

    private static string Milliseconds(decimal seconds) => FormattableString.Invariant($"{seconds * 1000:0.###} ms");
}
