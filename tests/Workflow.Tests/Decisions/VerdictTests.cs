using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class VerdictTests
{
    [Fact]
    public void Every_failure_mode_has_a_verdict_with_words_roles_and_advice() =>
        Assert.All(Enum.GetValues<FailureMode>(), mode =>
        {
            var verdict = Verdict.Of(mode);

            Assert.Equal(mode, verdict.Mode);
            Assert.NotEmpty(verdict.Words);
            Assert.NotEmpty(verdict.Roles);
            Assert.Equal(verdict.Roles.Count, verdict.Roles.Distinct().Count());
            Assert.NotEmpty(verdict.Advice);
        });

    [Fact]
    public void Only_a_partition_a_lost_region_and_a_plan_permit_a_move() =>
        Assert.Equal(
            [FailureMode.NetworkPartition, FailureMode.RegionLoss, FailureMode.PlannedSwitchover],
            Enum.GetValues<FailureMode>().Where(m => Verdict.Of(m).PermitsFailover));

    [Fact]
    public void What_permits_needs_commander_and_data_owner() =>
        Assert.All([FailureMode.NetworkPartition, FailureMode.RegionLoss, FailureMode.PlannedSwitchover],
            mode => Assert.Equal([Role.Commander, Role.DataOwner], Verdict.Of(mode).Roles.Order()));

    [Fact]
    public void A_mode_outside_the_list_has_no_verdict() =>
        Assert.Throws<InvalidOperationException>(() => Verdict.Of((FailureMode)99));
}
