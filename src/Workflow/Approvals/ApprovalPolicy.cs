using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>Which roles must approve a failover, and who may fill them.</summary>
public static class ApprovalPolicy
{
    /// <summary>The table's roles for the mode, the plan's additions, and the executive when the money at risk exceeds the plan's limit or is unknown while one is set.</summary>
    public static IReadOnlyList<Role> Required(FailoverPlan plan, FailureMode mode, decimal? moneyAtRisk)
    {
        var rule = plan.Approvals.FirstOrDefault(a => a.Mode == mode);
        var roles = new List<Role>(Verdict.Of(mode).Roles);
        roles.AddRange(rule?.Roles ?? []);
        if (rule?.ExecutiveAbove is { } limit && !(moneyAtRisk <= limit))
        {
            roles.Add(Role.Executive);
        }

        return [.. roles.Distinct().Order()];
    }

    /// <summary>The roles whose holders may fill a required one: the commander's also by the deputy, any other only by its own.</summary>
    public static IReadOnlyList<Role> FilledBy(Role required) =>
        required == Role.Commander ? [Role.Commander, Role.Deputy] : [required];
}
