using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class ReadingTests
{
    private static readonly Reading Known =
        new("error-rate", 0.4m, ReadingUnit.Share, "http://probe", "outside", Sample.Noon, TimeSpan.FromSeconds(30), null);

    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    [InlineData(-5, true)]
    [InlineData(-6, false)]
    public void A_sample_counts_up_to_its_age_and_not_from_the_future(int age, bool known) =>
        Assert.Equal(known ? 0.4m : null, Known.ValueAt(Sample.Noon.AddSeconds(age)));

    [Fact]
    public void The_unknown_says_why()
    {
        Assert.Equal("error-rate is unknown: timed out", (Known with { Problem = "timed out" }).UnknownAt(Sample.Noon));
        Assert.Equal("error-rate is unknown: no value", (Known with { Value = null }).UnknownAt(Sample.Noon));
        Assert.Equal(
            "error-rate is unknown: its sample is 1 min 1 s old, the limit is 30 s", Known.UnknownAt(Sample.Noon.AddSeconds(61)));
        Assert.Equal(
            "error-rate is unknown: its sample is dated 1 h in the future; check the clock of http://probe",
            Known.UnknownAt(Sample.Noon.AddHours(-1)));
    }

    [Fact]
    public void It_has_either_a_value_or_a_reason_and_never_both_or_neither() =>
        Prop.ForAll(
            (from value in Gen.Elements<decimal?>(null, 0m, 1m)
             from problem in Gen.Elements(null, "refused")
             from age in Gen.Choose(-60, 60)
             select (Reading: Known with { Value = value, Problem = problem }, Now: Sample.Noon.AddSeconds(age))).ToArbitrary(),
            given => given.Reading.ValueAt(given.Now) is null == given.Reading.UnknownAt(given.Now) is not null).QuickCheckThrowOnFailure();
}
