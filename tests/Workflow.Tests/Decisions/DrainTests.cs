using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class DrainTests
{
    private static readonly DateTimeOffset Edge = Some.T0;

    private static RecoveryPoint Sampled(double after, double lag) => RecoveryPoint.After(null, Edge.AddSeconds(after), TimeSpan.FromSeconds(lag))!;

    [Fact]
    public void A_sample_surely_from_behind_the_fence_that_reaches_the_edge_is_a_drain()
    {
        // The reading is given 2 s to answer: what is dated 2 s after the fence may have been taken before it.
        var drain = Drain.Of(Some.Plan(), Edge, Sampled(2.1, 2.1));
        Assert.True(drain.IsDone);
        Assert.Equal((TimeSpan.Zero, Edge), (drain.Outstanding, drain.FencedAt));
    }

    [Theory]
    [InlineData(2.1, 2.2, 1)]
    [InlineData(2.0, 0.0, 1)]
    [InlineData(1.0, 3.0, 2)]
    [InlineData(-1.0, 0.0, 2)]
    public void Short_of_the_edge_or_too_near_to_the_fence_it_is_none(double after, double lag, int reasons)
    {
        var drain = Drain.Of(Some.Plan(), Edge, Sampled(after, lag));
        Assert.False(drain.IsDone);
        Assert.Equal(reasons, drain.Reasons.Count);
    }

    [Fact]
    public void Without_a_verified_fence_nothing_is_drained() =>
        Assert.Equal("Not drained: writes to us-east-1 are not verified to be refused.", Assert.Single(Drain.Of(Some.Plan(), null, Sampled(10, 0)).Reasons));

    [Fact]
    public void Never_sampled_is_never_drained() =>
        Assert.Equal(2, Drain.Of(Some.Plan(), null, null).Reasons.Count);

    [Fact]
    public void Only_a_planned_switchover_is_spared_the_confirmed_outage_and_no_other_gate()
    {
        foreach (var mode in Enum.GetValues<FailureMode>())
        {
            foreach (var gate in Enum.GetValues<GateId>())
            {
                Assert.Equal((mode, gate) != (FailureMode.PlannedSwitchover, GateId.G2), Gates.Applies(gate, mode));
            }
        }
    }
}
