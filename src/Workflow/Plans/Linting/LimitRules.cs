namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about the plan's own limits: whether people can act within them.</summary>
internal static class LimitRules
{
    /// <summary>To read the number on the card, agree with it, and type the phrase.</summary>
    private static readonly TimeSpan ToPress = TimeSpan.FromSeconds(30);

    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("timeouts-exceed-rto", "time-outs times attempts of all steps exceed the RTO: a run that meets every one of its limits still misses the objective",
            "shorten `timeout` or `attempts`, or agree on a longer RTO", TimeoutsExceedRto),
        new("armed-too-short", "an armed failover waits less than the 30 s that a person needs to read the loss and type the phrase",
            "write `armedLimit: 30s` or more", plan => plan.ArmedLimit < ToPress ? [new Remark("armedLimit")] : []),
        new("hold-too-short", "a held failover is undone before approvals can be given again",
            "raise `holdLimit` above `approvalEstimate`", plan => plan.HoldLimit < plan.ApprovalEstimate ? [new Remark("holdLimit")] : []),
        new("cadence-over-rto", "in a sev1 the first update may come after the objective has been missed",
            "write a `sev1` cadence that is not longer than the RTO", plan => plan.Cadence.TryGetValue("sev1", out var every) && every > plan.Rto ? [new Remark("cadence")] : []),
    ];

    private static IEnumerable<Remark> TimeoutsExceedRto(FailoverPlan plan)
    {
        var (all, commit) = (Longest(plan.Steps), Longest(plan.Steps.Where(s => s.Phase == StepPhase.Commit)));
        if (all > plan.Rto && commit <= plan.Rto)
        {
            yield return new Remark("rto",
                $"time-outs and attempts of all steps add up to {Durations.Text(all)}, more than the RTO of {Durations.Text(plan.Rto)}: a run that meets every one of its limits still misses it");
        }
    }

    private static TimeSpan Longest(IEnumerable<PlanStep> steps) => steps.Aggregate(TimeSpan.Zero, (sum, s) => sum + (s.Timeout * s.Attempts));
}
