using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class ComputedReadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 6, 35, TimeSpan.Zero);

    [Theory]
    [InlineData("used / limit", 0.8)]
    [InlineData("(used + 4) / limit", 0.84)]
    [InlineData("min(1, used / limit * 2)", 1)]
    [InlineData("used / rate", 8)]
    [InlineData("max(used, limit) - min(used, limit)", 20)]
    [InlineData("used / limit <= 0.9", 1)]
    [InlineData("2 of (yes, no, yes = 1)", 1)]
    [InlineData("2 of (yes, no, no)", 0)]
    public void It_is_computed_as_written(string expression, double value) => Assert.Equal(((decimal)value, null), (Compute(expression).Value, Compute(expression).Problem));

    [Theory]
    [InlineData("used / none", "none is 0, and nothing can be divided by it")]
    [InlineData("used / silent", "silent is unknown: the source is silent")]
    [InlineData("used / stale", "stale is unknown: its sample is 2 min old")]
    [InlineData("used / absent", "absent has no sample yet")]
    [InlineData("huge * huge", "huge * huge is too large a number")]
    [InlineData("2 of (yes, no, silent)", "1 of the 2 needed hold, and silent is unknown")]
    public void What_cannot_be_computed_is_unknown_with_the_reason(string expression, string reason)
    {
        var reading = Compute(expression);
        Assert.Null(reading.Value);
        Assert.Contains(reason, reading.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit / used", ReadingUnit.Share, "above 1")]
    [InlineData("used - limit", ReadingUnit.Count, "negative")]
    public void A_result_that_its_unit_cannot_have_is_unknown(string expression, ReadingUnit unit, string reason) =>
        Assert.Contains(reason, Compute(expression, unit).Problem, StringComparison.Ordinal);

    [Fact]
    public void It_is_as_old_as_its_oldest_input()
    {
        Assert.Equal(Now.AddSeconds(-20), Compute("used / limit").SampledAt);
        Assert.Equal(Now.AddSeconds(-5), Compute("used + used").SampledAt);

        // Two young witnesses decide; the third, older, adds nothing to them.
        Assert.Equal(Now.AddSeconds(-5), Compute("1 of (used > 1, limit > 1)").SampledAt);
        Assert.Equal(Now.AddSeconds(-20), Compute("2 of (used > 1, limit > 1)").SampledAt);
    }

    [Fact]
    public void One_computed_reading_may_rest_on_another_in_any_order()
    {
        var plan = Plan(Planned("twice", "share * 2", ReadingUnit.Share), Planned("share", "used / limit", ReadingUnit.Share));
        var (twice, share) = (ComputedReadings.Of(plan, Taken, Now)[0], ComputedReadings.Of(plan, Taken, Now)[1]);
        Assert.Equal((0.8m, "it gives a share of 1.6, above 1"), (share.Value, twice.Problem));
    }

    [Fact]
    public void A_stored_plan_with_a_cycle_gives_unknown_and_comes_to_an_end()
    {
        var readings = ComputedReadings.Of(Plan(Planned("x", "y + 1", ReadingUnit.Count), Planned("y", "x + 1", ReadingUnit.Count)), Taken, Now);
        Assert.All(readings, r => Assert.NotNull(r.Problem));
        Assert.Contains("cannot be read", Compute("used /").Problem, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Reading> Taken =>
    [
        Sample("used", 80, 5), Sample("limit", 100, 20), Sample("rate", 10, 5), Sample("none", 0, 5), Sample("silent", null, 5),
        Sample("stale", 1, 120), Sample("yes", 1, 5), Sample("no", 0, 5), Sample("huge", 1e20m, 5),
    ];

    private static Reading Compute(string expression, ReadingUnit unit = ReadingUnit.Count) => ComputedReadings.Of(Plan(Planned("it", expression, unit)), Taken, Now).Single();

    private static FailoverPlan Plan(params PlanReading[] computed) => Tests.Plans.Some.Plan with { Readings = computed };

    private static PlanReading Planned(string id, string expression, ReadingUnit unit) =>
        new(id, id, unit, TimeSpan.FromSeconds(30), "outside", new ReadingSource.Computed(expression));

    private static Reading Sample(string id, decimal? value, int age) =>
        new(id, value, ReadingUnit.Count, "test", "outside", Now.AddSeconds(-age), TimeSpan.FromSeconds(30), value is null ? "the source is silent" : null);
}
