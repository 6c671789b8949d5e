using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests;

/// <summary>Test data: one plan, one cast, and readings; optional arguments for what a test is about.</summary>
public static class Some
{
    public static readonly DateTimeOffset T0 = new(2026, 3, 14, 2, 6, 0, TimeSpan.Zero);

    public static readonly Person Maya = new("maya", "Maya Okafor", [Role.Commander, Role.CommsLead], false, true);
    public static readonly Person Dario = new("dario", "Dario Conti", [Role.DataOwner], false, true);
    public static readonly Person Elin = new("elin", "Elin Berg", [Role.Executive], false, true);
    public static readonly Person Ravi = new("ravi", "Ravi Iyer", [Role.Responder], false, true);
    public static readonly Person Debo = new("debo", "Debo Ade", [Role.Deputy], false, true);
    public static readonly Person Greta = new("greta", "Greta Guest", [], true, true);

    public static Roster Roster { get; } = new([Maya, Dario, Elin, Ravi, Debo, Greta]);

    public static Actor As(Person person) => new(person.Id, person.Name, "local");

    public static FailoverPlan Plan() => new()
    {
        Service = "checkout",
        Title = "Checkout to Ireland",
        Version = "7",
        Primary = "us-east-1",
        Target = "eu-west-1",
        Rto = TimeSpan.FromMinutes(15),
        Rpo = TimeSpan.FromSeconds(60),
        SampleEvery = TimeSpan.FromSeconds(1),
        Loss = new LossTerms(40m, "USD", 20),
        Inputs = new PlanInputs("lag", "write-rate", "primary-dead", "fenced"),
        Readings =
        [
            Source("lag", ReadingUnit.Seconds), Source("write-rate", ReadingUnit.PerSecond), Source("error-rate", ReadingUnit.Share),
            Source("primary-healthy", ReadingUnit.Boolean, "eu-west-1"), Source("primary-dead", ReadingUnit.Boolean),
            Source("fenced", ReadingUnit.Boolean), Source("target-healthy", ReadingUnit.Boolean, "eu-west-1"), Source("serving", ReadingUnit.Boolean),
        ],
        Gates =
        [
            Gate(GateId.G1), Gate(GateId.G2, 2, Check("error-rate", Comparison.AtLeast, 0.5m), Check("primary-healthy", Comparison.Equal, 0)),
            Gate(GateId.G4), Gate(GateId.G5), Gate(GateId.G7, 1, Check("target-healthy", Comparison.Equal, 1)), Gate(GateId.G12), Gate(GateId.G15),
        ],
        Approvals = [new ApprovalRule(FailureMode.RegionLoss, [Role.Commander, Role.DataOwner], 1_000_000m)],
        Steps =
        [
            Step("fence", StepPhase.Prepare) with { Fence = true, Idempotent = true, Attempts = 2, Undo = Call("unfence") },
            Step("drain", StepPhase.Prepare) with { Undo = Call("undrain") },
            Step("promote", StepPhase.Commit) with { Reversible = false },
            Step("route", StepPhase.Commit) with { Reversible = false, ShiftsTraffic = true },
            Step("serving", StepPhase.Verify) with { Verify = null, Action = new StepAction.Check(Check("serving", Comparison.Equal, 1)) },
        ],
    };

    public static Reading Reading(string id, decimal? value, DateTimeOffset at, ReadingUnit unit = ReadingUnit.Boolean, string? problem = null) =>
        new(id, value, unit, $"http://monitor/{id}", "outside", at, TimeSpan.FromSeconds(30), problem);

    public static AlarmTransition Alarm(DateTimeOffset at, AlarmState to = AlarmState.Alarm, string key = "arn:checkout-5xx") =>
        new(key, "checkout-5xx", "us-east-1", to == AlarmState.Alarm ? AlarmState.Ok : AlarmState.Alarm, to, at, at - TimeSpan.FromSeconds(35), "Threshold Crossed");

    public static ReadingCheck Check(string reading, Comparison comparison, decimal threshold) => new(reading, comparison, threshold);

    private static PlanReading Source(string id, ReadingUnit unit, string from = "outside") =>
        new(id, id, unit, TimeSpan.FromSeconds(30), from, new ReadingSource.Http($"http://monitor/{id}", "/value", "/sampledAt", null, TimeSpan.FromSeconds(2)));

    private static PlanGate Gate(GateId id, int quorum = 0, params ReadingCheck[] checks) =>
        new(id, checks, quorum, PlanGate.Maximum(id));

    private static StepAction.Http Call(string what) =>
        new("POST", $"http://edge/{what}", new Dictionary<string, string>(), "{\"epoch\":{epoch}}", [], null);

    private static PlanStep Step(string id, StepPhase phase) => new()
    {
        Id = id,
        Title = id,
        Phase = phase,
        Action = Call(id),
        Verify = Call(id + "-verify"),
        Reversible = phase == StepPhase.Prepare,
        Estimate = TimeSpan.FromSeconds(30),
    };
}
