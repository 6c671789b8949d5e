using IncidentBot.Workflow.Plans;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>A plan of five steps that all call the outside: fence and drain, then promote and route, then a look.</summary>
internal static class SmallPlan
{
    internal static FailoverPlan Of(Outside outside, params IEnumerable<PlanStep> steps) => new()
    {
        Service = "checkout",
        Title = "Checkout to Ireland",
        Version = "1",
        Primary = "us-east-1",
        Target = "eu-west-1",
        Rto = TimeSpan.FromMinutes(15),
        Rpo = TimeSpan.FromMinutes(1),
        AutoPrepare = true,
        SampleEvery = TimeSpan.FromMilliseconds(500),
        Loss = new LossTerms(1m, "USD", 0),
        Inputs = new PlanInputs("lag", "write-rate", null, null),
        Steps = steps.Any() ? [.. steps] : All(outside),
    };

    internal static PlanStep[] All(Outside outside) => [Fence(outside), Drain(outside), Promote(outside), Route(outside), Serving(outside)];

    internal static PlanStep Fence(Outside outside) =>
        Step(outside, "fence", StepPhase.Prepare) with { Fence = true, Idempotent = true, Attempts = 2, Undo = Post(outside, "undo/fence") };

    internal static PlanStep Drain(Outside outside) => Step(outside, "drain", StepPhase.Prepare) with { Undo = Post(outside, "undo/drain") };

    internal static PlanStep Promote(Outside outside) => Step(outside, "promote", StepPhase.Commit);

    internal static PlanStep Route(Outside outside) => Step(outside, "route", StepPhase.Commit) with { ShiftsTraffic = true, Idempotent = true, Attempts = 2 };

    internal static PlanStep Serving(Outside outside) => Step(outside, "serving", StepPhase.Verify) with { Action = Is(outside, "route"), Verify = null };

    internal static PlanStep Step(Outside outside, string id, StepPhase phase) => new()
    {
        Id = id,
        Title = id,
        Phase = phase,
        Action = Post(outside, $"do/{id}"),
        Verify = Is(outside, id),
        Reversible = phase == StepPhase.Prepare,
        Timeout = TimeSpan.FromSeconds(30),
        Estimate = TimeSpan.FromSeconds(1),
    };

    internal static StepAction.Http Post(Outside outside, string path) =>
        new("POST", outside.Url(path), new Dictionary<string, string>(), """{"epoch":{epoch}}""", [], null);

    internal static StepAction.Http Is(Outside outside, string name) =>
        new("GET", outside.Url($"is/{name}"), new Dictionary<string, string>(), null, [], "\"present\":true");
}
