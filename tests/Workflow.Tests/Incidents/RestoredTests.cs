using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class RestoredTests
{
    [Fact]
    public void Signals_that_fail_later_take_it_back_to_verifying_and_good_ones_forward_again()
    {
        var story = new Scenario().Restored().AfterSeconds(5).Says("serving", 0);
        Assert.Equal(FailoverState.Verifying, story.State);

        Assert.Equal(("serving", 2), (story.Order!.Step.Id, story.Order.Attempt));
        Assert.Equal(FailoverState.Restored, story.RunNext().State);
    }

    [Fact]
    public void A_silent_signal_is_no_failure()
    {
        var story = new Scenario().Restored().AfterSeconds(5).Says("serving", null);

        Assert.Equal(FailoverState.Restored, story.State);
    }

    [Fact]
    public void Reconciling_needs_the_fence_and_the_account_and_no_negative_loss()
    {
        var story = new Scenario().Restored();

        Assert.Equal(3, story.Refused(Some.Dario, new IncidentCommand.Reconcile(-1, null, " ", " ")).Reasons.Count);
        Assert.Equal("role-needed", story.Refused(Some.Ravi, new IncidentCommand.Reconcile(1, null, "closed", "exported")).Code);
        Assert.Equal("not-now", new Scenario().Pressed().Refused(Some.Maya, new IncidentCommand.Reconcile(1, null, "closed", "exported")).Code);
        story.Do(Some.Dario, new IncidentCommand.Reconcile(120, TimeSpan.FromSeconds(2), "closed", "exported"));

        Assert.Equal((FailoverState.Reconciled, 120L), (story.State, story.Failover.ActualLoss));
        Assert.Equal(story.Now, story.Situation.Service.LastPromotionAt);
    }

    [Fact]
    public void The_service_cannot_be_moved_away_from_where_it_no_longer_is()
    {
        var story = new Scenario().Restored().Do(Some.Dario, new IncidentCommand.Reconcile(120, null, "closed", "exported"));

        Assert.Contains("serving from eu-west-1", story.Refused(Some.Ravi, new IncidentCommand.Propose(null)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_bound_is_what_the_loss_is_counted_against() =>
        Assert.Equal(200, new Scenario().Restored().AfterSeconds(500).Failover.CommittedLoss!.Bound);
}
