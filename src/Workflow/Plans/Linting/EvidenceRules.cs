using IncidentBot.Workflow.Plans.Expressions;

namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about the readings that gates rest on: whether they are independent, and survive what they report.</summary>
internal static class EvidenceRules
{
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("person-only-observers", "gate G2 rests on people's words alone: at 3 a.m. it stays closed until they have been reached",
            "add an http or tcp reading as an observer", PersonOnly),
        new("observers-one-host", "every observer of gate G2 is read from one host: one fault there confirms, or hides, an outage by itself",
            "read one observer from elsewhere", OneHost),
        new("evidence-from-primary", "a gate rests on a reading that is observed from the primary: it goes down with the region it reports on",
            "observe it from the target or from outside", FromPrimary),
        new("probe-is-gate", "one request proves a step and feeds a gate: a wrong answer passes both",
            "probe the effect in another way than the gate sees it", ProbeIsGate),
        new("rate-without-buckets", "the write rate comes without one-second counts: its percentiles, and so the loss bound, stay unknown",
            "read it over http and write `buckets: POINTER`, or as a metric with `buckets: true`", RateWithoutBuckets),
        new("unused-reading", "nothing rests on a reading: it is asked for in every round, and nobody looks",
            "use it in a gate or a check, or remove it", Unused),
    ];

    public static IEnumerable<Remark> PersonOnly(FailoverPlan plan)
    {
        var observers = Observers(plan);
        if (observers.Count > 0 && observers.All(r => r.Source is ReadingSource.Person))
        {
            yield return new Remark("gate G2",
                "gate G2 rests on people's words alone: at 3 a.m. it stays closed until they have been reached",
                "add an http or tcp reading as an observer");
        }
    }

    public static IEnumerable<Remark> OneHost(FailoverPlan plan)
    {
        var observers = Observers(plan);
        var hosts = observers.Select(r => Hosts.Of(r.Source)).Distinct().ToList();
        if (observers.Count > 1 && hosts is [{ } host])
        {
            yield return new Remark("gate G2",
                $"every observer of gate G2 is read from {host}: one fault there confirms, or hides, an outage by itself",
                "read one observer from elsewhere");
        }
    }

    /// <summary>Evidence that is served from the failing region is gone, or wrong, when it is needed.</summary>
    public static IEnumerable<Remark> FromPrimary(FailoverPlan plan) =>
        from reading in plan.Readings
        where reading.ObservedFrom == plan.Primary && Evidence(plan).Contains(reading.Id)
        select new Remark($"reading {reading.Id}",
            $"a gate rests on reading {reading.Id}, which is observed from {plan.Primary}: it goes down with the region it reports on",
            $"observe it from {plan.Target} or from outside");

    /// <summary>If the request that proves a step is the one a gate looks at, one wrong answer passes both.</summary>
    public static IEnumerable<Remark> ProbeIsGate(FailoverPlan plan) =>
        from step in plan.Steps
        let probe = step.Verify is StepAction.Http http ? Filled(plan, http.Url) : null
        from reading in plan.Readings
        where probe is not null && Evidence(plan).Contains(reading.Id)
            && reading.Source is ReadingSource.Http source && source.Url == probe
        select new Remark($"step {step.Id}",
            $"the probe of step {step.Id} and reading {reading.Id}, on which a gate rests, are one request: a wrong answer passes both",
            "probe the effect in another way than the gate sees it");

    /// <summary>The loss bound is made of one-second counts; without them it is unknown.</summary>
    public static IEnumerable<Remark> RateWithoutBuckets(FailoverPlan plan)
    {
        if (plan.Reading(plan.Inputs.WriteRate) is { Source: not (ReadingSource.Http { Buckets: not null } or ReadingSource.Command { Buckets: not null } or ReadingSource.Metric { Buckets: true }) } rate)
        {
            yield return new Remark($"reading {rate.Id}",
                $"reading {rate.Id} gives no one-second counts: percentiles of the write rate, and so the loss bound, stay unknown",
                "read it over http and write `buckets: POINTER`, or as a metric with `buckets: true`");
        }
    }

    public static IEnumerable<Remark> Unused(FailoverPlan plan) =>
        UnusedReadings(plan).Select(r => new Remark($"reading {r.Id}",
            $"nothing rests on reading {r.Id}", "use it in a gate or a check, or remove it"));

    /// <summary>Readings on which nothing of the plan rests.</summary>
    internal static IEnumerable<PlanReading> UnusedReadings(FailoverPlan plan)
    {
        var used = Evidence(plan)
            .Concat(plan.Answers?.Select(a => a.When.Reading) ?? [])
            .Concat(plan.Steps.SelectMany(s => new[] { s.Action, s.Verify }).OfType<StepAction.Check>().Select(c => c.Condition.Reading))
            .Concat((plan.Latency ?? []).SelectMany(path => new[] { path.P95.Reading, path.Added.Reading }).OfType<string>())
            .Concat(new[] { plan.Costs?.AffectedReading, plan.Dns?.OldShare }.OfType<string>());
        var all = ComputedInputs.Of(plan.Readings, used);
        return plan.Readings.Where(r => !all.Contains(r.Id));
    }

    private static List<PlanReading> Observers(FailoverPlan plan) =>
        [.. plan.Gate(GateId.G2)?.Observers.Select(o => plan.Reading(o.Reading)).OfType<PlanReading>() ?? []];

    internal static IEnumerable<string> Evidence(FailoverPlan plan) => plan.Gates
        .SelectMany(g => g.ReadingIds())
        .Concat(new[] { plan.Inputs.ReplicationLag, plan.Inputs.WriteRate, plan.Inputs.PrimaryDead, plan.Inputs.Fenced }.OfType<string>());

    private static string Filled(FailoverPlan plan, string url) => StepText.Fill(url, 0, "", plan.Primary, plan.Target);
}
