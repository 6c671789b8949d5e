using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>Who must approve, who may fill which role, and who may waive what: the tables, row by row.</summary>
public sealed class ApprovalPolicyTests
{
    [Fact]
    public void A_plan_adds_roles_to_the_table_and_takes_none_away()
    {
        var plan = With(new ApprovalRule(FailureMode.RegionLoss, [Role.NetworkLead, Role.DataOwner], null));

        Assert.Equal([Role.Commander, Role.DataOwner, Role.NetworkLead], ApprovalPolicy.Required(plan, FailureMode.RegionLoss, 0));
    }

    [Fact]
    public void Only_the_rule_of_the_very_mode_counts()
    {
        var plan = With(
            new ApprovalRule(FailureMode.NetworkPartition, [Role.NetworkLead], 1m), new ApprovalRule(FailureMode.RegionLoss, [Role.CommsLead], null));

        Assert.Equal([Role.Commander, Role.DataOwner, Role.CommsLead], ApprovalPolicy.Required(plan, FailureMode.RegionLoss, 2m).Order());
        Assert.Equal([Role.OnCallLead], ApprovalPolicy.Required(plan, FailureMode.SingleZone, 2m));
    }

    [Theory]
    [InlineData(1_000_000, false)]
    [InlineData(1_000_001, true)]
    [InlineData(null, true)]
    public void The_executive_is_asked_above_the_limit_and_where_the_money_is_unknown(int? money, bool asked) =>
        Assert.Equal(asked, ApprovalPolicy.Required(Some.Plan(), FailureMode.RegionLoss, money).Contains(Role.Executive));

    [Fact]
    public void Without_a_limit_no_money_asks_the_executive()
    {
        var plan = With(new ApprovalRule(FailureMode.RegionLoss, [], null));

        Assert.DoesNotContain(Role.Executive, ApprovalPolicy.Required(plan, FailureMode.RegionLoss, decimal.MaxValue));
        Assert.DoesNotContain(Role.Executive, ApprovalPolicy.Required(plan, FailureMode.RegionLoss, null));
    }

    [Fact]
    public void Required_roles_are_named_once_and_in_order()
    {
        var required = ApprovalPolicy.Required(With(new ApprovalRule(FailureMode.DatabasePartition, [Role.Executive, Role.Commander], 1m)), FailureMode.DatabasePartition, 2m);

        Assert.Equal(required.Distinct().Order(), required);
        Assert.Equal(3, required.Count);
    }

    [Fact]
    public void Only_the_commander_has_a_deputy()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.Equal(role == Role.Commander ? [Role.Commander, Role.Deputy] : [role], ApprovalPolicy.FilledBy(role));
        }
    }

    [Theory]
    [InlineData(false, true, Role.DataOwner, true)]
    [InlineData(false, true, Role.Responder, true)]
    [InlineData(false, true, Role.Commander, false)]
    [InlineData(true, true, Role.DataOwner, false)]
    [InlineData(true, true, Role.Responder, true)]
    [InlineData(false, false, Role.DataOwner, false)]
    [InlineData(false, false, Role.Responder, false)]
    public void The_directory_lets_active_people_take_what_it_lists_and_guests_only_respond(bool guest, bool active, Role role, bool may) =>
        Assert.Equal(may, (Some.Dario with { Guest = guest, Active = active }).MayTake(role));

    [Fact]
    public void An_empty_roster_knows_nobody()
    {
        Assert.Empty(Roster.Empty.All);
        Assert.Null(Roster.Empty.Find("maya"));
        Assert.Null(Some.Roster.Find("MAYA"));
    }

    [Fact]
    public void The_bot_acts_under_its_own_name_and_is_no_person()
    {
        var bot = Actor.Bot("clock");

        Assert.Equal(("bot", "IncidentBot", "clock", true), (bot.Person, bot.Name, bot.Via, bot.IsBot));
        Assert.False(Some.As(Some.Maya).IsBot);
    }

    private static FailoverPlan With(params ApprovalRule[] rules) => Some.Plan() with { Approvals = rules };
}
