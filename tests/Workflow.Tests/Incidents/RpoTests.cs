using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class RpoTests
{
    [Fact]
    public void When_the_exposure_reaches_the_rpo_the_bot_says_so_once_and_freezes_nothing()
    {
        var story = new Scenario().Opened().Down();
        Assert.Equal(Some.T0.AddSeconds(58), Deadlines.Next(story.Incident));
        story.Wakes(57.999);
        Assert.Null(story.Incident.RpoBreachSaidAt);

        story.Wakes(0.001).Wakes(0).Wakes(30);

        Assert.Equal(TimeSpan.FromSeconds(60), story.Only<IncidentEvent.RpoReached>().Exposure.Span);
        Assert.Equal(FenceStatus.None, story.Incident.Fence.Status);
    }

    [Fact]
    public void Where_the_plan_says_so_it_freezes_by_itself()
    {
        var story = new Scenario { Plan = Some.Plan() with { AutoFence = true } }.Opened().Down().Wakes(58);

        Assert.True(story.Only<IncidentEvent.FreezeOrdered>().Automatic);
        Assert.Equal(StepPurpose.Freeze, story.Order!.Purpose);
    }

    [Fact]
    public void A_second_breach_after_a_recovery_is_said_again_and_a_lag_on_the_edge_is_not()
    {
        var story = new Scenario().Opened().Down().Wakes(58).AfterSeconds(1).Says("lag", 50).Wakes(10);
        Assert.Single(story.Events.OfType<IncidentEvent.RpoReached>());

        story.Says("lag", 1).Wakes(59);

        Assert.Equal(2, story.Events.OfType<IncidentEvent.RpoReached>().Count());
    }

    [Fact]
    public void A_fence_in_time_prevents_it()
    {
        var story = new Scenario().Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop")).RunNext().Wakes(600);

        Assert.DoesNotContain(story.Events, e => e is IncidentEvent.RpoReached);
    }

    [Fact]
    public void Reminders_come_before_at_and_after_the_time_and_any_update_begins_anew()
    {
        var story = new Scenario().Opened();
        story.Wakes(600).Wakes(300).Wakes(300);
        Assert.Equal([ReminderStage.Soon, ReminderStage.Due, ReminderStage.Deputy], story.Events.OfType<IncidentEvent.ReminderGiven>().Select(e => e.Reminder.Stage));

        story.Do(Some.Maya, new IncidentCommand.SendUpdate(Audience.Executives, "We do not yet know how much data is affected.", false, true)).Wakes(599);
        Assert.Equal(3, story.Events.OfType<IncidentEvent.ReminderGiven>().Count());
        story.Wakes(1);
        Assert.Equal(4, story.Events.OfType<IncidentEvent.ReminderGiven>().Count());
    }

    [Fact]
    public void No_update_and_no_draft_claims_that_nothing_was_lost()
    {
        var story = new Scenario().Restored();

        Assert.Equal("claim", story.Refused(Some.Maya, new IncidentCommand.SendUpdate(Audience.Customers, "No data was lost.", true, true)).Code);
        Assert.Equal("claim", story.Refused(Some.Maya, new IncidentCommand.DraftUpdate(Audience.Customers, "There was zero data loss.", true)).Code);
        Assert.Equal("empty-update", story.Refused(Some.Maya, new IncidentCommand.DraftUpdate(Audience.Customers, " ", true)).Code);
    }
}
