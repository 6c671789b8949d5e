using IncidentBot.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Plans;

public sealed class PlanFaultTests
{
    public static TheoryData<string> Names => [.. FaultCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fault_says_where_it_is_what_was_found_and_what_to_write(string name)
    {
        var fault = FaultCase.All.Single(c => c.Name == name);
        var outcome = PlanFile.Read(fault.Text, "p", PlanText.Variables);
        Assert.NotEmpty(fault.Says);
        Assert.Equal(fault.Says, outcome.Faults.Select(f => $"{f.Rule} {f}"));
        Assert.Null(outcome.Plan);
    }

    [Fact]
    public void The_good_plan_that_the_cases_edit_has_no_fault() =>
        Assert.Empty(PlanFile.Read(PlanText.Good, "p", PlanText.Variables).Faults);

    [Fact]
    public void Every_kind_of_fault_has_a_case()
    {
        string[] kinds =
        [
            "alias", "bad-duration", "bad-expression", "bad-value", "cycle", "drill-in-production", "duplicate-id", "duplicate-key", "gate-inputs", "gate-loosened", "gate-missing",
            "gate-outside-observer", "gate-quorum", "impossible-threshold", "missing-key", "no-fence", "no-point-of-no-return", "no-undo", "no-verification",
            "point-of-no-return-place", "promotion-unverified", "syntax", "tag", "traffic-before-promotion", "unknown-key",
            "unknown-placeholder", "unknown-reference", "unknown-variable", "unknown-word", "unsafe-retry", "wrong-type", "wrong-unit",
        ];
        var seen = FaultCase.All.SelectMany(c => c.Says).Select(s => s.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(kinds, seen);
    }
}
