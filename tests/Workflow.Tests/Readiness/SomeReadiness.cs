using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Readiness;

namespace IncidentBot.Workflow.Tests.Readiness;

/// <summary>A service that is ready in every respect, and what a test takes away from it.</summary>
internal static class SomeReadiness
{
    internal static readonly DateTimeOffset Now = Some.T0;

    internal static readonly Person Kim = new("kim", "Kim Park", [Role.DataOwner], false, true);
    internal static readonly Person Noor = new("noor", "Noor Haddad", [Role.Executive], false, true);

    internal static readonly Person Nia = new("nia", "Nia Wolf", [Role.OnCallLead, Role.NetworkLead], false, true);

    internal static Roster People { get; } = new([Some.Maya, Some.Debo, Some.Dario, Kim, Some.Elin, Noor, Some.Ravi, Nia]);

    internal static FailoverPlan Plan() => Some.Plan() with
    {
        Readings = [.. Some.Plan().Readings, Some.Plan().Readings[0] with { Id = "vcpu", Title = "vCPUs in use", Unit = ReadingUnit.Count }],
        Gates =
        [
            .. Some.Plan().Gates,
            new PlanGate(GateId.G8, [], 0, PlanGate.Maximum(GateId.G8)) { Terms = new GateTerms.Quotas([new Quota("vCPU", "vcpu", new Amount(100, null), 64)], 0.9m) },
            new PlanGate(GateId.G13, [], 0, PlanGate.Maximum(GateId.G13)),
            new PlanGate(GateId.G14, [], 0, PlanGate.Maximum(GateId.G14)),
        ],
        Costs = new PlanCosts(new HourlyLoss(900, []), 0.4m, null, new RecoveryTerms(0.2m, TimeSpan.FromMinutes(10), "a guess"), TimeSpan.FromMinutes(10), 4000, 60000),
    };

    internal static IReadOnlyList<DrillFact> Drills { get; } = [Drill(FailureMode.RegionLoss, 12), Drill(FailureMode.NetworkPartition, 40)];

    internal static DrillFact Drill(FailureMode mode, int daysAgo, bool succeeded = true) => new(mode, Now.AddDays(-daysAgo), succeeded);

    internal static IReadOnlyDictionary<string, PersonReach> Reach(Roster people, bool? account = true, bool codes = true) =>
        people.All.ToDictionary(p => p.Id, _ => new PersonReach(account, codes));

    internal static IReadOnlyList<Reading> Readings(decimal vcpu = 20) =>
    [
        Some.Reading("lag", 2, Now, ReadingUnit.Seconds), Some.Reading("write-rate", 20, Now, ReadingUnit.PerSecond), Some.Reading("error-rate", 0.01m, Now, ReadingUnit.Share),
        Some.Reading("primary-healthy", 1, Now), Some.Reading("primary-dead", 0, Now), Some.Reading("fenced", 0, Now), Some.Reading("target-healthy", 1, Now),
        Some.Reading("serving", 0, Now), Some.Reading("vcpu", vcpu, Now, ReadingUnit.Count),
    ];

    internal static ReadinessFacts Facts(FailoverPlan? plan = null, Roster? people = null) =>
        new(plan ?? Plan(), Now, Drills, Readings(), null, people ?? People, Reach(people ?? People), "eu-central-1") { Findings = [] };

    internal static IReadOnlyList<LintFinding> Findings { get; } =
    [
        new("observers-one-host", LintSeverity.Warning, "gate G2", "every observer of gate G2 is read from monitor:80: one fault there confirms, or hides, an outage by itself", "read one observer from elsewhere"),
        new("probe-changes-things", LintSeverity.Warning, "step fence", "the probe of step fence is not a GET: probes are repeated at will, also after a crash", "probe with GET, or make sure that the request changes nothing"),
        new("probe-changes-things", LintSeverity.Warning, "step drain", "the probe of step drain is not a GET: probes are repeated at will, also after a crash", "probe with GET, or make sure that the request changes nothing"),
    ];

    internal static PremortemFacts Premortem(ReadinessFacts? ready = null) => new(
        ready ?? Facts(), [new Detection("alarms named checkout-*, of any region", Severity.Sev1)], ["the SNS topic arn:aws:sns:eu-west-1:123456789012:alarms"], []);
}
