using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Decisions;

/// <summary>Plans, runs and times that the decision tests start from.</summary>
internal static class Sample
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    internal static readonly LossTerms Terms = new(ValuePerWrite: 12.34m, Currency: "EUR", WritesInFlight: 7);

    /// <summary>RTO 30 min, armed limit 2 min, approvals estimated at 5 min; steps fence 1 min, promote 4 min, probe 2 min.</summary>
    internal static readonly FailoverPlan Plan = new()
    {
        Service = "orders",
        Title = "Orders to the west",
        Version = "1",
        Primary = "eu-central-1",
        Target = "eu-west-1",
        Rto = TimeSpan.FromMinutes(30),
        Rpo = TimeSpan.FromSeconds(60),
        ArmedLimit = TimeSpan.FromMinutes(2),
        ApprovalEstimate = TimeSpan.FromMinutes(5),
        Loss = Terms,
        Inputs = new PlanInputs("lag", "writes", null, null),
        Steps = [Step("fence", StepPhase.Prepare, 1), Step("promote", StepPhase.Commit, 4), Step("probe", StepPhase.Verify, 2)],
    };

    /// <summary>A region-loss run with these minutes for fence, promote and probe.</summary>
    internal static RunRecord Run(decimal fence, decimal promote, decimal probe, decimal approval = 3, int day = 1) =>
        new($"INC-{day}", FailureMode.RegionLoss, Noon.AddDays(-day), Minutes(approval), new Dictionary<string, TimeSpan>
        {
            ["fence"] = Minutes(fence),
            ["promote"] = Minutes(promote),
            ["probe"] = Minutes(probe),
        });

    internal static TimeSpan Minutes(decimal minutes) => TimeSpan.FromTicks((long)(minutes * TimeSpan.TicksPerMinute));

    internal static TimeSpan Seconds(decimal seconds) => TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));

    internal static WriteRate Rate(decimal? p50, decimal? p95, decimal? max) => new(p50, p95, max, 3600, Noon);

    /// <summary>Durations of 0 to <paramref name="most"/> seconds, down to the tick.</summary>
    internal static Gen<TimeSpan> Spans(int most) =>
        from seconds in Gen.Choose(0, most)
        from ticks in Gen.Choose(0, 9_999_999)
        select TimeSpan.FromTicks(seconds * TimeSpan.TicksPerSecond + ticks);

    /// <summary>One to <paramref name="most"/> comparable runs.</summary>
    internal static Gen<List<RunRecord>> Runs(int most) =>
        from count in Gen.Choose(1, most)
        from runs in Gen.ListOf(from a in Gen.Choose(0, 50)
                                from b in Gen.Choose(0, 200)
                                from c in Gen.Choose(0, 90)
                                from d in Gen.Choose(0, 99)
                                select Run(a / 10m, b / 10m, c / 10m, d / 10m), count)
        select runs.ToList();

    private static PlanStep Step(string id, StepPhase phase, int minutes) => new()
    {
        Id = id,
        Title = id,
        Phase = phase,
        Action = new StepAction.Manual(id),
        Reversible = phase == StepPhase.Prepare,
        Fence = id == "fence",
        Estimate = TimeSpan.FromMinutes(minutes),
    };
}
