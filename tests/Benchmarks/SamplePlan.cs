using IncidentBot.Workflow.Plans;

namespace IncidentBot.Benchmarks;

/// <summary>A failover plan of ordinary size: eight readings, seven gates, five steps.</summary>
internal static class SamplePlan
{
    internal static FailoverPlan Checkout() => new()
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

    private static ReadingCheck Check(string reading, Comparison comparison, decimal threshold) => new(reading, comparison, threshold);

    private static PlanReading Source(string id, ReadingUnit unit, string from = "outside") =>
        new(id, id, unit, TimeSpan.FromSeconds(30), from, new ReadingSource.Http($"http://monitor/{id}", "/value", "/sampledAt", null, TimeSpan.FromSeconds(2)));

    private static PlanGate Gate(GateId id, int quorum = 0, params ReadingCheck[] checks) => new(id, checks, quorum, PlanGate.Maximum(id));

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
