using IncidentBot.Alarms;
using IncidentBot.Alarms.Rules;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

public sealed class AlarmRulesTests
{
    private static readonly AlarmNotice Alarm = new()
    {
        AlarmName = "checkout-errors-p1",
        AccountId = "123456789012",
        Region = "us-east-1",
        NewState = AlarmState.Alarm,
        StateChangedAt = Sns.Now,
        Dimensions = [new("Cluster", "a"), new("Cluster", "checkout-db")],
        Tags = [new("team", "payments")],
        Identity = "123456789012/us-east-1/checkout-errors-p1",
    };

    [Theory]
    [InlineData("*", true)]
    [InlineData("checkout-*", true)]
    [InlineData("checkout-errors-p?", true)]
    [InlineData("*errors*", true)]
    [InlineData("Checkout-*", false)]
    [InlineData("checkout", false)]
    [InlineData("checkout-errors-p1?", false)]
    public void A_name_is_matched_by_pattern_and_case(string pattern, bool matches) =>
        Assert.Equal(matches, Match(Rule(pattern)) is not null);

    [Fact]
    public void Every_condition_must_hold()
    {
        Assert.NotNull(Match(Rule(account: "123456789012", region: "us-east-1", dimension: "checkout-*", tag: "payments")));
        Assert.Null(Match(Rule(account: "666666666666")));
        Assert.Null(Match(Rule(region: "eu-west-1")));
        Assert.Null(Match(Rule(dimension: "orders-*")));
        Assert.Null(Match(Rule(tag: "pay")));
        Assert.Null(new AlarmRules([Rule(region: "us-east-1")]).Match(Alarm with { Region = null }));
        Assert.Null(new AlarmRules([Rule(tag: "*")]).Match(Alarm with { Tags = [] }));
    }

    [Fact]
    public void The_first_match_wins()
    {
        var first = Rule("nothing");
        var second = Rule("checkout-*", service: "checkout", plan: "checkout-failover");
        var third = Rule(service: "rest");

        Assert.Equal(new AlarmMatch("checkout", "checkout-failover", Severity.Sev1, 1), Match(first, second, third));
        Assert.Equal(new AlarmMatch("rest", null, Severity.Sev1, 2), new AlarmRules([first, second, third]).Match(Alarm with { AlarmName = "x" }));
        Assert.Null(Match());
    }

    [Fact]
    public void All_faults_of_all_rules_are_reported()
    {
        var broken = new AlarmRuleOptions { AlarmName = "", Account = "12", Region = "Ireland", Service = "Check Out", Plan = "../p", Severity = "high" };
        broken.Dimensions[""] = "x";

        Assert.Equal(
            [
                "Alarms:Rules:0:Service must be 1 to 63 lower-case letters, digits and hyphens, found \"Check Out\"",
                "Alarms:Rules:0:Severity must be one of sev1, sev2, sev3, sev4, found \"high\"",
                "Alarms:Rules:0:Plan must be 1 to 63 lower-case letters, digits and hyphens, found \"../p\"",
                "Alarms:Rules:0:AlarmName must be a pattern of 1 to 255 characters (* for any), found 0 characters",
                "Alarms:Rules:0:Account must be 12 digits, found \"12\"",
                "Alarms:Rules:0:Region must be a region's code such as eu-west-1, found \"Ireland\"",
                "Alarms:Rules:0:Dimensions and Tags must have a name and a pattern (* for any value), found \"\" = \"x\"",
            ],
            AlarmRuleFaults.Find([broken]));
    }

    [Fact]
    public void A_rule_that_an_earlier_one_hides_is_a_fault()
    {
        Assert.Equal(
            ["Alarms:Rules:2 can never match: every alarm it is for is taken by rule 1 before it"],
            AlarmRuleFaults.Find([Rule("a*"), Rule(region: "us-east-1"), Rule("b*", region: "us-east-1", tag: "x")]));
        Assert.Empty(AlarmRuleFaults.Find([Rule("a*", region: "us-east-1"), Rule("a*"), Rule()]));
    }

    private static AlarmMatch? Match(params AlarmRuleOptions[] rules) => new AlarmRules(rules).Match(Alarm);

    private static AlarmRuleOptions Rule(
        string name = "*", string? account = null, string? region = null, string? dimension = null, string? tag = null,
        string service = "shop", string? plan = null)
    {
        var rule = new AlarmRuleOptions { AlarmName = name, Account = account, Region = region, Service = service, Plan = plan, Severity = "sev1" };
        if (dimension is not null)
        {
            rule.Dimensions["Cluster"] = dimension;
        }

        if (tag is not null)
        {
            rule.Tags["team"] = tag;
        }

        return rule;
    }
}
