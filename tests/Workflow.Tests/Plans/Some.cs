using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Plans;

/// <summary>A plan without objections, for one edit a test.</summary>
internal static class Some
{
    public static FailoverPlan Plan => new()
    {
        Service = "shop",
        Title = "Shop",
        Version = "7",
        Primary = "east",
        Target = "west",
        Rto = TimeSpan.FromMinutes(15),
        Rpo = TimeSpan.FromSeconds(60),
        Loss = new LossTerms(40, "USD", 20),
        Inputs = new PlanInputs("lag", "rate", null, "fenced"),
        Readings =
        [
            Reading("lag", ReadingUnit.Seconds, "west"), Reading("rate", ReadingUnit.PerSecond),
            Reading("errors", ReadingUnit.Share), Reading("healthy", ReadingUnit.Boolean, "west"), Reading("fenced", ReadingUnit.Boolean),
        ],
        Gates =
        [
            Gate(GateId.G1), new PlanGate(GateId.G2, [new("errors", Comparison.AtLeast, 0.5m), new("healthy", Comparison.Equal, 0)], 2, TimeSpan.FromSeconds(30)),
            Gate(GateId.G4), Gate(GateId.G5), Gate(GateId.G12), Gate(GateId.G15),
        ],
        Approvals = [new ApprovalRule(FailureMode.RegionLoss, [Role.Commander, Role.DataOwner], null)],
        Steps =
        [
            Step("fence", StepPhase.Prepare) with { Fence = true, Undo = Post("edge/unfence") },
            Step("promote", StepPhase.Commit) with { Reversible = false },
            Step("route", StepPhase.Commit) with { Reversible = false, ShiftsTraffic = true, Action = Post("errors/route") },
            Step("serving", StepPhase.Verify) with
            {
                Reversible = false, Action = new StepAction.Check(new("errors", Comparison.AtMost, 0.05m)), Verify = null,
            },
        ],
    };

    public static PlanReading Reading(string id, ReadingUnit unit, string from = "outside") =>
        new(id, id, unit, TimeSpan.FromSeconds(10), from, Source(id));

    public static ReadingSource.Http Source(string host) => new($"http://{host}", "/value", "/sampledAt", "/buckets", TimeSpan.FromSeconds(2));

    public static PlanStep Step(string id, StepPhase phase) => new()
    {
        Id = id,
        Title = id,
        Phase = phase,
        Action = Post($"edge/{id}"),
        Verify = new StepAction.Http("GET", $"http://edge/{id}", new Dictionary<string, string>(), null, [], null),
        Reversible = true,
        Estimate = TimeSpan.FromSeconds(5),
    };

    public static StepAction.Http Post(string address) =>
        new("POST", $"http://{address}", new Dictionary<string, string>(), null, [], null);

    /// <summary>The plan with one step, or one reading, replaced.</summary>
    public static FailoverPlan With(string step, Func<PlanStep, PlanStep> change) =>
        Plan with { Steps = [.. Plan.Steps.Select(s => s.Id == step ? change(s) : s)] };

    public static FailoverPlan WithReading(string reading, Func<PlanReading, PlanReading> change) =>
        Plan with { Readings = [.. Plan.Readings.Select(r => r.Id == reading ? change(r) : r)] };

    private static PlanGate Gate(GateId id) => new(id, [], 0, PlanGate.Maximum(id));
}
