namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about money and authority: whether the choice can be weighed, and by the right people.</summary>
internal static class PolicyRules
{
    /// <summary>Modes in which a move loses data while the table alone asks nobody who owns them.</summary>
    private static readonly FailureMode[] LosesUnasked = [FailureMode.NetworkPartition, FailureMode.DependencyOutage];

    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("no-flip-point", "what waiting and moving cost is unknown, so the card cannot say at which probability of recovery they cost the same",
            "write what is missing under `costs`", NoFlipPoint),
        new("no-writes-in-flight", "the plan counts no write in flight: what the edge has accepted and no reading has seen is missing from every bound",
            "write the most that can be in flight as `loss.writesInFlight`", plan => plan.Loss.WritesInFlight == 0 ? [new Remark("loss")] : []),
        new("approvals-alike", "three failure modes or more ask the same of everybody: a loss of data and a broken record do not need the same people",
            "ask by mode for those whom its loss concerns", ApprovalsAlike),
        new("data-owner-missing", "a move in this mode loses data, and nobody who owns them is asked",
            "add data-owner to its `roles`", plan => plan.Approvals.Where(a => LosesUnasked.Contains(a.Mode) && !a.Roles.Contains(Role.DataOwner)).Select(a => new Remark($"approvals {Words.Of(a.Mode)}"))),
        new("no-executive-limit", "a region loss of any size is approved without an executive",
            "write `executiveAbove` under `approvals.region-loss`", plan => plan.Approvals.Any(a => a.Mode == FailureMode.RegionLoss && (a.ExecutiveAbove is not null || a.Roles.Contains(Role.Executive)))
                ? [] : [new Remark("approvals region-loss")]),
    ];

    private static IEnumerable<Remark> NoFlipPoint(FailoverPlan plan)
    {
        var costs = plan.Costs;
        var missing = new List<string>();
        Need(costs?.LossPerMinute is not null, "lossPerMinute");
        Need(costs?.AffectedShare is not null || costs?.AffectedReading is not null, "affectedShare");
        Need(costs?.Recovery is not null, "recovery");
        Need(costs?.Failback is not null, "failback");
        Need(costs?.FailedFailover is not null, "failedFailover");
        return missing.Count == 0 ? [] :
            [new Remark("costs", $"the card cannot say at which probability of recovery waiting and moving cost the same: {string.Join(", ", missing)} unknown")];

        void Need(bool there, string key)
        {
            if (!there)
            {
                missing.Add(key);
            }
        }
    }

    private static IEnumerable<Remark> ApprovalsAlike(FailoverPlan plan)
    {
        var kinds = plan.Approvals.Select(a => $"{string.Join(",", a.Roles.Order())} {a.ExecutiveAbove}").Distinct();
        return plan.Approvals.Count >= 3 && kinds.Count() == 1 ? [new Remark("approvals")] : [];
    }
}
