using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Updates;

public sealed class CadenceTests
{
    private static readonly DateTimeOffset Sent = new(2026, 3, 14, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("sev1", 15)]
    [InlineData("SEV2", 30)]
    [InlineData("sev3", 60)]
    [InlineData("nonsense", 15)]
    public void The_built_in_cadence_grows_with_lower_severity(string severity, int minutes) =>
        Assert.Equal(Sent.AddMinutes(minutes), new Cadence().NextDue(Sent, severity));

    [Fact]
    public void Sev4_is_told_on_demand() => Assert.Null(new Cadence().NextDue(Sent, "sev4"));

    [Fact]
    public void A_plan_may_set_its_own_times()
    {
        var cadence = new Cadence(new Dictionary<string, TimeSpan> { ["SEV1"] = TimeSpan.FromMinutes(10), ["sev2"] = TimeSpan.Zero });

        Assert.Equal(Sent.AddMinutes(10), cadence.NextDue(Sent, "sev1"));
        Assert.Null(cadence.NextDue(Sent, "sev2"));
        Assert.Equal(Sent.AddMinutes(60), cadence.NextDue(Sent, "sev3"));
    }
}
