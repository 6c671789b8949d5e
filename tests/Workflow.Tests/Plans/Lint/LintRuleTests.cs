using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Plans.Lint;

/// <summary>Every rule of the registry, on a plan to which it applies and on one nearby to which it does not.</summary>
public sealed class LintRuleTests
{
    public static TheoryData<string> Rules => [.. PlanLint.Rules.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_bad_example_gets_exactly_the_one_objection_at_its_place(string rule)
    {
        var (plan, places) = Build($"{rule}.bad.yaml");
        var findings = PlanLint.Findings(plan);
        Assert.Equal([rule], findings.Select(f => f.Rule).Distinct());
        Assert.All(findings, f =>
        {
            Assert.NotEqual(new PlanPlace(1, 1), places.Place(f.Subject));
            Assert.InRange(f.Message.Length, 20, 400);
            Assert.NotEmpty(f.Fix);
        });
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_good_example_gets_none(string rule) => Assert.Empty(PlanLint.Findings(Build($"{rule}.good.yaml").Plan));

    [Fact]
    public void Every_example_belongs_to_a_rule_and_no_rule_is_named_twice()
    {
        var names = PlanLint.Rules.Select(r => r.Id).ToList();
        Assert.Equal(names.SelectMany(n => new[] { $"{n}.bad.yaml", $"{n}.good.yaml" }).Order(StringComparer.Ordinal), LintFile.All);
        Assert.All(names, n => Assert.Matches("^[a-z]+(-[a-z]+)*$", n));
    }

    [Fact]
    public void Every_rule_gives_its_reason_and_what_to_do() => Assert.All(PlanLint.Rules, r =>
    {
        Assert.InRange(r.Objection.Length, 30, 250);
        Assert.InRange(r.Fix.Length, 10, 200);
        Assert.False(r.Objection.EndsWith('.') || r.Fix.EndsWith('.'));
    });

    [Fact]
    public void An_accepted_objection_is_told_apart_with_the_reason_for_it()
    {
        var (plan, _) = Build("unused-acceptance.good.yaml");
        var (finding, why) = Assert.Single(PlanLint.Accepted(plan));
        Assert.Equal(("dns-tail", "agreed with the business on 3 March"), (finding.Rule, why));
        Assert.Contains("Accepted, although lint objects\n  dns-tail: agreed with the business on 3 March\n", PlanSheet.Text(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_stands_at_the_key_that_it_is_about()
    {
        var (plan, places) = Build("secret-in-plan.bad.yaml");
        var finding = Assert.Single(PlanLint.Findings(plan));
        Assert.Equal(("step route do", new PlanPlace(5, 7)), (finding.Subject, places.Place(finding.Subject)));
        Assert.DoesNotContain("0123456789", finding.Message + finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subject_that_is_not_written_stands_at_what_it_would_belong_to()
    {
        var places = PlanBuilder.Build(LintFile.Sound, "p");
        Assert.Equal(places.Place("approvals"), places.Place("approvals single-zone roles"));
        Assert.Equal(places.Place("service"), places.Place("nowhere at all"));
    }

    private static (FailoverPlan Plan, PlanOutcome Places) Build(string file)
    {
        var outcome = PlanBuilder.Build(LintFile.Read(file), file);
        Assert.Empty(outcome.Faults);
        return (outcome.Plan!, outcome);
    }
}
