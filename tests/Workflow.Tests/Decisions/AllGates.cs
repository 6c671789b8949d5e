using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Decisions;

/// <summary>A plan that picks all sixteen gates, and facts on which every one of them is open.</summary>
internal static class AllGates
{
    internal const string BotRegion = "eu-central-1";

    /// <summary>What the readings behind the gates say while these are open.</summary>
    internal static readonly (string Id, decimal Value, ReadingUnit Unit)[] Open =
    [
        ("integrity-ok", 1, ReadingUnit.Boolean), ("destructive", 0, ReadingUnit.Count),
        ("witness-a", 1, ReadingUnit.Boolean), ("witness-b", 1, ReadingUnit.Boolean), ("witness-c", 0, ReadingUnit.Boolean),
        ("lease", 1, ReadingUnit.Boolean), ("id-primary", 7, ReadingUnit.Count), ("id-target", 3, ReadingUnit.Count),
        ("connections", 500, ReadingUnit.Count), ("connection-limit", 1000, ReadingUnit.Count), ("addresses", 10, ReadingUnit.Count),
        ("auth", 1, ReadingUnit.Boolean), ("payments", 1, ReadingUnit.Boolean),
        ("digest-primary", 81_985_529_216_486_895m, ReadingUnit.Count), ("digest-target", 81_985_529_216_486_895m, ReadingUnit.Count),
        ("p95-api", 0.070m, ReadingUnit.Seconds),
    ];

    internal static readonly GateTerms Quorum = new GateTerms.Quorum([Is("witness-a", 1), Is("witness-b", 1), Is("witness-c", 1)], 2);
    internal static readonly GateTerms Lease = new GateTerms.Lease(Is("lease", 1));
    internal static readonly GateTerms LowestId = new GateTerms.LowestId(new Amount(null, "id-primary"), new Amount(null, "id-target"));

    internal static readonly PlanGate[] Added =
    [
        Gate(GateId.G3, new GateTerms.Integrity(Is("integrity-ok", 1), Is("destructive", 0))),
        Gate(GateId.G6, Quorum),
        Gate(GateId.G8, new GateTerms.Quotas(
            [new Quota("connections", "connections", new Amount(null, "connection-limit"), 400), new Quota("addresses", "addresses", new Amount(100, null), 80)], 0.9m)),
        Gate(GateId.G9, new GateTerms.Dependencies([new Dependency("auth", Is("auth", 1)), new Dependency("payments", Is("payments", 1))])),
        Gate(GateId.G10, new GateTerms.Parity("digest-primary", "digest-target")),
        Gate(GateId.G11, new GateTerms.Latency(
            [new PlanPath("api", new PathTime(null, "p95-api"), Ms(80), TimeSpan.FromMilliseconds(150)), new PlanPath("static", Ms(40), Ms(60), TimeSpan.FromMilliseconds(100))])),
        Gate(GateId.G13, null), Gate(GateId.G14, null), Gate(GateId.G16, null),
    ];

    internal static FailoverPlan Plan(params PlanGate[] added) => Some.Plan() with
    {
        Gates = [.. Some.Plan().Gates.Concat(added).OrderBy(g => g.Id)],
        Readings = [.. Some.Plan().Readings, .. Open.Select(r => new PlanReading(r.Id, r.Id, r.Unit, TimeSpan.FromHours(2), "outside", new ReadingSource.Person("?")))],
    };

    /// <summary>Every gate is open.</summary>
    internal static GateFacts Facts()
    {
        var story = new Scenario { Plan = Plan(Added) }.Armed();
        story.Do(null, Sample(story.Now)).Do(Some.Maya, new IncidentCommand.NameOwner(Duty.Failback, "debo")).Do(Some.Dario, new IncidentCommand.NameOwner(Duty.Reconciliation, ""));
        return Outlook.FactsAt(story.Situation, story.Now) with { Drills = [new DrillFact(FailureMode.RegionLoss, story.Now.AddDays(-89), true)] };
    }

    internal static IncidentCommand.RecordReadings Sample(DateTimeOffset now) =>
        new([.. Open.Select(r => Reading(r.Id, r.Value, r.Unit, now))], null) { BotRegion = BotRegion };

    internal static Reading Reading(string id, decimal? value, ReadingUnit unit, DateTimeOffset at) =>
        Some.Reading(id, value, at, unit, value is null ? "no answer" : null) with { MaxAge = TimeSpan.FromHours(2) };

    internal static PlanGate Gate(GateId id, GateTerms? terms) => new(id, [], 0, PlanGate.Maximum(id)) { Terms = terms };

    private static PathTime Ms(int milliseconds) => new(TimeSpan.FromMilliseconds(milliseconds), null);

    private static ReadingCheck Is(string reading, decimal value) => new(reading, Comparison.Equal, value);
}
