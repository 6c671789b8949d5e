using System.Globalization;
using IncidentBot.Workflow.Decisions.Explaining;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>Where a duration comes from; shown beside it.</summary>
/// <param name="Recorded">How many recorded runs it rests on; 0 means the plan's own estimate.</param>
/// <param name="Confidence">Probability that a bound covers the true p90, 0 to 1; null for estimates and plain quantiles.</param>
/// <param name="NewestAt">When the newest recorded run was (UTC).</param>
public sealed record Basis(int Recorded, decimal? Confidence, DateTimeOffset? NewestAt)
{
    /// <summary>How many of the recorded runs were drills; null: none.</summary>
    public int? Drills { get; init; }

    /// <summary>", 3 of them drills", or nothing.</summary>
    public string DrillWords() => Drills is { } n ? FormattableString.Invariant($", {n} of them {(n == 1 ? "a drill" : "drills")}") : "";

    internal static Basis Of(IReadOnlyCollection<RunRecord> runs, decimal? confidence) =>
        new(runs.Count, confidence, runs.Max(r => (DateTimeOffset?)r.At)) { Drills = runs.Count(r => r.Drill == true) is > 0 and var n ? n : null };

    /// <summary>How many runs, of which failure mode, the age of the newest, and what a bound is worth, rounded down to whole percent.</summary>
    public string Words(FailureMode mode, DateTimeOffset now) => Recorded == 0
        ? $"no {Workflow.Words.Of(mode)} run is recorded"
        : string.Create(CultureInfo.InvariantCulture, $"{Recorded} recorded {Workflow.Words.Of(mode)} {(Recorded == 1 ? "run" : "runs")}{DrillWords()}, the newest {Age(now)} old")
            + (Confidence is { } sure ? string.Create(CultureInfo.InvariantCulture, $"; bounds p90 with confidence {Math.Floor(sure * 100):0} %") : "");

    private string Age(DateTimeOffset now) => Durations.Text(now > NewestAt ? now - NewestAt.Value : TimeSpan.Zero);
}

/// <summary>
/// The latest decision <c>LDT = t0 + RTO - (prepare + commit + verify)bound - armed limit</c> and the latest ask
/// <c>LAT = LDT - A_p90</c>. Without recorded runs both are unknown, and the estimates are given, labelled as such.
/// </summary>
/// <param name="LatestDecision">Null when unknown: no impact start, or no recorded run.</param>
/// <param name="LatestAsk">Null when unknown.</param>
/// <param name="EstimatedDecision">The same from the plan's own estimates; null only when impact start is unknown.</param>
/// <param name="EstimatedAsk">The same from the plan's own estimates.</param>
public sealed record DecisionClock(
    DateTimeOffset? LatestDecision, DateTimeOffset? LatestAsk, Basis RunBasis, Basis ApprovalBasis,
    DateTimeOffset? EstimatedDecision, DateTimeOffset? EstimatedAsk)
{
    /// <summary>The clock of one incident. Every percentile is the 90 %-confidence bound on p90 of <see cref="UpperBound"/>.</summary>
    /// <remarks>
    /// The run's bound is taken over whole runs: each recorded run gives one total, of the steps that the plan has now. Only runs of the
    /// same failure mode in which every one of those steps ran are comparable; all others count for nothing, for the approvals too.
    /// </remarks>
    /// <param name="impactStart">t0 (UTC); null makes all four times null.</param>
    public static DecisionClock For(
        FailoverPlan plan, DateTimeOffset? impactStart, FailureMode mode, IReadOnlyList<RunRecord> runs)
    {
        var (comparable, run, approval) = Bounds(plan, mode, runs);
        var limit = impactStart + plan.Rto - plan.ArmedLimit;
        var decision = limit - run?.Value;
        var estimated = limit - Estimates(plan);
        return new DecisionClock(
            decision, decision - approval?.Value,
            Basis.Of(comparable, run?.Confidence), Basis.Of(comparable, approval?.Confidence),
            estimated, estimated - plan.ApprovalEstimate);
    }

    /// <summary>How the latest decision came about, or its estimate while no run is recorded.</summary>
    public Explanation ExplainDecision(FailoverPlan plan, DateTimeOffset? impactStart, FailureMode mode, IReadOnlyList<RunRecord> runs, DateTimeOffset now)
    {
        const string title = "Latest decision: the last approval, if the RTO is to be kept";
        var (rto, armed) = (Amounts.Span("RTO", plan.Rto, "rto"), Amounts.Span("armed limit", plan.ArmedLimit, "armedLimit"));
        if (impactStart is not { } start)
        {
            return Explanation.Without("LDT", title, "t0 + RTO - run - armed limit", ["t0: `impact since 02:06`"], [rto, armed]);
        }

        var t0 = Amounts.Moment("t0", start, "impact start", start);
        return Bounds(plan, mode, runs).Run is { } run
            ? Explanation.Of("LDT", title, t0 + rto - Amounts.Span("run", run.Value, RunBasis.Words(mode, now), RunBasis.NewestAt) - armed, Durations.Stamp(LatestDecision!.Value))
            : Explanation.Of("LDT", title, t0 + rto - Amounts.Span("run", Estimates(plan), "the plan's own estimate of its steps") - armed,
                $"{Durations.Stamp(EstimatedDecision!.Value)}, an estimate", $"LDT itself is unknown: {RunBasis.Words(mode, now)}.");
    }

    /// <summary>How the latest moment to ask for approvals came about, or its estimate.</summary>
    public Explanation ExplainAsk(FailoverPlan plan, FailureMode mode, IReadOnlyList<RunRecord> runs, DateTimeOffset now)
    {
        const string title = "Latest ask: the moment to ask for approvals";
        if (EstimatedDecision is not { } estimated || EstimatedAsk is not { } guess)
        {
            return Explanation.Without("LAT", title, "LDT - A_p90", ["LDT: `why ldt`"], []);
        }

        return LatestDecision is { } decision && LatestAsk is { } ask && Bounds(plan, mode, runs).Approval is { } approval
            ? Explanation.Of("LAT", title, Amounts.Moment("LDT", decision, "`why ldt`") - Amounts.Span("A_p90", approval.Value, ApprovalBasis.Words(mode, now), ApprovalBasis.NewestAt), Durations.Stamp(ask))
            : Explanation.Of("LAT", title, Amounts.Moment("LDT", estimated, "`why ldt`, an estimate") - Amounts.Span("A", plan.ApprovalEstimate, "approvalEstimate, the plan's own"),
                $"{Durations.Stamp(guess)}, an estimate", $"LAT itself is unknown: {ApprovalBasis.Words(mode, now)}.");
    }

    private static (List<RunRecord> Comparable, UpperBound? Run, UpperBound? Approval) Bounds(FailoverPlan plan, FailureMode mode, IReadOnlyList<RunRecord> runs)
    {
        var steps = plan.Steps.Select(s => s.Id).ToList();
        var comparable = runs.Where(r => r.Mode == mode && r.Approval >= TimeSpan.Zero && r.Total(steps) is not null).ToList();
        return (comparable, UpperBound.OfP90([.. comparable.Select(r => r.Total(steps)!.Value)]), UpperBound.OfP90([.. comparable.Select(r => r.Approval)]));
    }

    private static TimeSpan Estimates(FailoverPlan plan) => TimeSpan.FromTicks(plan.Steps.Sum(s => s.Estimate.Ticks));
}
