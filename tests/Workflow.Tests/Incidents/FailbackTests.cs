using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class FailbackTests
{
    private static Scenario Out() => new Scenario { Plan = Switchover.Plan() }.Restored().Do(Some.Dario, Switchover.Counted);

    private static Scenario TurnedBack() => Out().Do(Some.Maya, new IncidentCommand.ClassifyMode(FailureMode.PlannedSwitchover, ""));

    private static Scenario Home(Scenario story)
    {
        story.Agreed();
        story.Do(Some.Maya, new IncidentCommand.Waive(GateId.G12, "the failover is reconciled")).Do(Some.Maya, new IncidentCommand.Prepare()).RunNext().RunNext().AfterSeconds(3).Well(0);
        Assert.Null(story.TryPress().Refusal);
        return story.RunNext().RunNext().RunNext();
    }

    [Fact]
    public void After_a_reconciled_failover_naming_a_mode_turns_the_plan_and_measures_anew()
    {
        var before = Out();
        Assert.Equal(("us-east-1", "eu-west-1"), (before.Incident.Plan!.Primary, before.Incident.Plan.Target));
        var story = TurnedBack();
        Assert.Equal(("eu-west-1", "us-east-1", true), (story.Incident.Plan!.Primary, story.Incident.Plan.Target, story.Incident.Turned));
        Assert.Null(story.Incident.RecoveryPoint);
        Assert.Equal((FenceStatus.None, null), (story.Incident.Fence.Status, story.Incident.PrimaryDeadAt));
        Assert.DoesNotContain("lag", story.Incident.Readings.Keys);
        Assert.Null(Brief.Of(story.Situation, story.Now).Loss);
        Assert.Equal(5, Outlook.StepsLeft(story.Incident).Count);
    }

    [Fact]
    public void The_way_home_in_the_same_incident_takes_a_larger_epoch_and_leaves_the_service_at_home()
    {
        var story = Home(TurnedBack());
        var epochs = story.ServiceEvents.OfType<ServiceEvent.EpochTaken>().Select(e => e.Epoch).ToList();
        Assert.Equal(epochs.Order().Distinct(), epochs);
        Assert.Equal(epochs[^1], story.Events.OfType<IncidentEvent.StepStarted>().Last().Epoch);
        Assert.True(epochs.Count > 1);
        story.Do(Some.Dario, new IncidentCommand.Reconcile(0, TimeSpan.Zero, "The edge refuses writes.", "Counted."));
        Assert.Equal(("us-east-1", null), (story.Situation.Service.ServesFrom, story.Situation.Service.FailoverOf));
    }

    [Fact]
    public void An_incident_that_lost_data_on_the_way_out_is_not_called_free_of_loss_on_the_way_back()
    {
        var story = Home(TurnedBack());
        Assert.Equal("An earlier move of this incident lost data, or may have.", Assert.Single(LossFree.WhyNot(story.Incident)));
        var facts = UpdateFactsOf.Incident(story.Incident, story.Now);
        Assert.Equal((120L, true, false), (facts.Loss!.ActualRecords, facts.Loss.IsFinal, facts.LossFreeProven));
    }

    [Fact]
    public void The_last_failover_within_the_hour_must_be_acknowledged()
    {
        var story = TurnedBack().Agreed().Do(Some.Maya, new IncidentCommand.Prepare()).RunNext().RunNext().AfterSeconds(3).Well(0);
        Assert.StartsWith("G12", Assert.Single(story.TryPress().Refusal!.Reasons), StringComparison.Ordinal);
        story.Do(Some.Maya, new IncidentCommand.Waive(GateId.G12, "it is reconciled"));
        Assert.Null(story.TryPress().Refusal);
    }

    [Theory]
    [InlineData(null, "us-east-1", "eu-west-1")]
    [InlineData("us-east-1", "us-east-1", "eu-west-1")]
    [InlineData("eu-west-1", "eu-west-1", "us-east-1")]
    public void A_new_incident_starts_from_the_region_that_serves(string? serves, string from, string to)
    {
        var story = Switchover.Declared(serves);
        Assert.Equal((from, to, false), (story.Incident.Plan!.Primary, story.Incident.Plan.Target, story.Incident.Turned));
        Assert.Empty(LossFree.WhyNot(story.Switched().Incident));
        Assert.Equal(to, story.Failover.Proposal!.Target);
    }

    [Fact]
    public void A_way_out_is_refused_while_its_target_serves()
    {
        var stay = Switchover.Declared("eu-west-1", Some.Plan()).Do(Some.Maya, new IncidentCommand.ClassifyMode(FailureMode.PlannedSwitchover, "")).Well();
        var refusal = stay.Refused(Some.Ravi, new IncidentCommand.Propose(null));
        Assert.Equal("checkout has been serving from eu-west-1 since its last failover; this plan moves it away from us-east-1. The plan has no `failback:`, and so no way back.", Assert.Single(refusal.Reasons));

        var again = Out().Refused(Some.Ravi, new IncidentCommand.Propose(null));
        Assert.Contains(again.Reasons, r => r.Contains("serving from eu-west-1", StringComparison.Ordinal));
    }

    [Fact]
    public void The_way_out_is_taken_again_after_the_way_home()
    {
        var story = Home(TurnedBack()).Do(Some.Dario, new IncidentCommand.Reconcile(0, TimeSpan.Zero, "fenced", "counted"))
            .Do(Some.Maya, new IncidentCommand.ClassifyMode(FailureMode.PlannedSwitchover, ""));
        Assert.Equal(("us-east-1", "lag"), (story.Incident.Plan!.Primary, story.Incident.Plan.Inputs.ReplicationLag));
    }
}
