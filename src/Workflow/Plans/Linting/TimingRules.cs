namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about time: whether the objective can be met at all, and whether evidence and approvals live long enough.</summary>
internal static class TimingRules
{
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("no-decision-window", "estimates, armed limit and approvals together exceed the RTO: no time is left to decide",
            "shorten steps, armedLimit or approvals, or agree on a longer RTO", NoDecisionWindow),
        new("commit-exceeds-rto", "time-outs times attempts of the commit steps exceed the RTO: the bot may still be waiting, past the point of no return, when it is missed",
            "shorten `timeout` or `attempts` of the commit steps", CommitExceedsRto),
        new("approval-chain", "the roles of a mode, asked one after the other at 3 min each, cannot all answer before the latest decision",
            "require fewer roles for this mode, or shorten the run", ApprovalChain),
        new("approvals-lapse", "the first approval would lapse before the press",
            "raise `approvalExpiry`, or shorten the way to the press", ApprovalsLapse),
        new("estimate-over-timeout", "a step is estimated longer than it may take: it would fail on a normal day",
            "raise `timeout`, or correct `estimate`", EstimateOverTimeout),
        new("sampled-too-seldom", "readings are taken more seldom than they stay valid, so a gate would close between samples",
            "shorten `sampleEvery`, or raise the reading's `maxAge`", SampledTooSeldom),
    ];

    /// <summary>How long one role is tried before the next is asked: the upper end of the usual two to three minutes.</summary>
    private static readonly TimeSpan PerRole = TimeSpan.FromMinutes(3);

    /// <summary>Estimates, armed limit and approvals together must fit into the recovery time objective.</summary>
    public static IEnumerable<Remark> NoDecisionWindow(FailoverPlan plan)
    {
        var needed = Run(plan) + plan.ArmedLimit + plan.ApprovalEstimate;
        if (needed > plan.Rto)
        {
            yield return new Remark("rto",
                $"steps ({Durations.Text(Run(plan))} by their estimates), armed limit ({Durations.Text(plan.ArmedLimit)}) and approvals ({Durations.Text(plan.ApprovalEstimate)}) "
                + $"need {Durations.Text(needed)} of an RTO of {Durations.Text(plan.Rto)}: no time is left to decide",
                "shorten steps, armedLimit or approvals, or agree on a longer RTO");
        }
    }

    /// <summary>If every attempt from the point of no return on times out, the objective is missed with no way back.</summary>
    public static IEnumerable<Remark> CommitExceedsRto(FailoverPlan plan)
    {
        var steps = plan.Steps.Where(s => s.Phase == StepPhase.Commit).ToList();
        var longest = steps.Aggregate(TimeSpan.Zero, (sum, s) => sum + (s.Timeout * s.Attempts));
        if (longest > plan.Rto)
        {
            yield return new Remark($"step {steps[0].Id}",
                $"time-outs and attempts of the commit steps add up to {Durations.Text(longest)}, more than the RTO of {Durations.Text(plan.Rto)}: "
                + "the bot may still be waiting, past the point of no return, when the objective is missed",
                "shorten `timeout` or `attempts` of the commit steps");
        }
    }

    /// <summary>Roles asked one after the other must all answer before the latest decision.</summary>
    public static IEnumerable<Remark> ApprovalChain(FailoverPlan plan)
    {
        var window = plan.Rto - Run(plan) - plan.ArmedLimit;
        foreach (var rule in plan.Approvals)
        {
            var roles = rule.Roles.Append(Role.Executive).Distinct().Count(r => r != Role.Executive || rule.ExecutiveAbove is not null || rule.Roles.Contains(r));
            if (PerRole * roles > window)
            {
                yield return new Remark($"approvals {Words.Of(rule.Mode)}",
                    $"{roles} roles at {Durations.Text(PerRole)} each need {Durations.Text(PerRole * roles)}, and the latest decision is {Durations.Text(window)} after impact start",
                    "require fewer roles for this mode, or shorten the run");
            }
        }
    }

    /// <summary>The first approval must still hold when the plan is armed and pressed.</summary>
    public static IEnumerable<Remark> ApprovalsLapse(FailoverPlan plan)
    {
        var needed = plan.ApprovalEstimate + Sum(plan.Steps.Where(s => s.Phase == StepPhase.Prepare)) + plan.ArmedLimit;
        if (needed > plan.ApprovalExpiry)
        {
            yield return new Remark("approvalExpiry",
                $"collecting approvals, preparing and waiting armed may take {Durations.Text(needed)}, but an approval holds {Durations.Text(plan.ApprovalExpiry)}: "
                + "the first would lapse before the press",
                $"write approvalExpiry: {PlanDuration.Write(needed)} or more, or shorten the way to the press");
        }
    }

    public static IEnumerable<Remark> EstimateOverTimeout(FailoverPlan plan) =>
        from step in plan.Steps
        where step.Estimate > step.Timeout
        select new Remark($"step {step.Id}",
            $"step {step.Id} is estimated at {Durations.Text(step.Estimate)}, but times out after {Durations.Text(step.Timeout)}: it would fail on a normal day",
            "raise `timeout`, or correct `estimate`");

    /// <summary>A reading that is sampled more seldom than it stays valid is unknown half of the time, and unknown counts as closed.</summary>
    public static IEnumerable<Remark> SampledTooSeldom(FailoverPlan plan)
    {
        if (plan.Gate(GateId.G4) is { } gate && plan.SampleEvery > gate.MaxAge)
        {
            yield return new Remark("sampleEvery",
                $"readings are taken every {Durations.Text(plan.SampleEvery)}, but gate G4 accepts evidence of at most {Durations.Text(gate.MaxAge)}: it would close between samples",
                "shorten `sampleEvery`");
        }

        foreach (var reading in plan.Readings.Where(r => r.Source is not ReadingSource.Person && r.MaxAge < plan.SampleEvery))
        {
            yield return new Remark($"reading {reading.Id}",
                $"reading {reading.Id} is unknown after {Durations.Text(reading.MaxAge)}, but taken every {Durations.Text(plan.SampleEvery)}",
                "raise its `maxAge`, or shorten `sampleEvery`");
        }
    }

    private static TimeSpan Run(FailoverPlan plan) => Sum(plan.Steps);

    private static TimeSpan Sum(IEnumerable<PlanStep> steps) => steps.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Estimate);
}
