using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Workflow.Tests.Timeline;

public sealed class PhasesTests
{
    [Fact]
    public void The_three_phases_lie_end_to_end()
    {
        var phases = Phases.Of(Journeys.Moved().Events);
        Assert.Equal(TimeSpan.FromSeconds(35), phases.Detect.Took);
        Assert.Equal(phases.Detect.To, phases.Decide.From);
        Assert.Equal(phases.Decide.To, phases.Recover.From);
        Assert.Equal(TimeSpan.FromSeconds(94), phases.Recover.Took);
        Assert.Equal(phases.Rto.Measured, phases.Detect.Took + phases.Decide.Took + phases.Recover.Took);
        Assert.Equal((ObjectiveVerdict.Met, ObjectiveVerdict.Met), (phases.Rto.Verdict, phases.Rpo.Verdict));
        Assert.Equal(TimeSpan.FromSeconds(2), phases.Rpo.Measured);
    }

    [Fact]
    public void What_did_not_happen_is_unknown_and_never_met()
    {
        foreach (var story in new[] { Journeys.Aborted(), Journeys.Refused(), Journeys.Corruption(), Journeys.Open(), new Scenario().Opened() })
        {
            var phases = Phases.Of(story.Events);
            Assert.Null(phases.Recover.Took);
            Assert.NotNull(phases.Recover.Why);
            Assert.Equal((ObjectiveVerdict.Unknown, ObjectiveVerdict.Unknown), (phases.Rto.Verdict, phases.Rpo.Verdict));
        }
    }

    [Fact]
    public void An_open_incident_beyond_its_RTO_has_missed_it_already()
    {
        var rto = Phases.Of(new Scenario().Opened().After(TimeSpan.FromMinutes(20)).Down().Events).Rto;
        Assert.Equal((ObjectiveVerdict.Missed, TimeSpan.FromSeconds(335)), (rto.Verdict, rto.By));
    }

    [Fact]
    public void A_stated_impact_start_moves_the_detection_and_one_after_the_declaration_gives_no_duration()
    {
        var story = new Scenario().Opened().AfterSeconds(10);
        Assert.Equal(TimeSpan.FromMinutes(2), Phases.Of(story.Do(Some.Maya, new IncidentCommand.StateImpact(Some.T0.AddMinutes(-2), null, "logs")).Events).Detect.Took);
        Assert.Null(Phases.Of(story.Do(Some.Maya, new IncidentCommand.StateImpact(Some.T0.AddSeconds(5), null, "logs")).Events).Detect.Took);
    }

    [Fact]
    public void A_loss_beyond_its_bound_is_shouted()
    {
        var story = new Scenario().Restored();
        story.Do(Some.Dario, new IncidentCommand.Reconcile(100_000, TimeSpan.FromMinutes(9), "closed", "exported"));
        var actuals = Actuals.Of(story.Events);
        Assert.Equal((false, false), (actuals.Loss!.RecordsWithin, actuals.Loss.WindowWithin));
        Assert.Equal(ObjectiveVerdict.Missed, Phases.Of(story.Events).Rpo.Verdict);
        Assert.Contains("BEYOND the bound", new StoredChain(story.Events).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_are_timed_from_their_first_start_to_their_success()
    {
        var actuals = Actuals.Of(Journeys.Moved().Events);
        Assert.Equal(["fence", "drain", "promote", "route", "serving"], actuals.Steps.Select(s => s.Step));
        Assert.Equal((2, "done, at attempt 2"), (actuals.Steps[0].Attempts, actuals.Steps[0].Outcome));
        Assert.Equal([5d, 12d, 38d, 47d, 9d], actuals.Steps.Select(s => s.Actual!.Value.TotalSeconds));
        Assert.Equal(RunRecords.From(Journeys.Moved().Events)!.Steps, actuals.Steps.ToDictionary(s => s.Step, s => s.Actual!.Value));
        Assert.Equal(1, actuals.Slips);
    }

    [Fact]
    public void Steps_done_by_hand_are_not_timed()
    {
        var route = Actuals.Of(Journeys.TakenOver().Events).Steps.Single(s => s.Step == "route");
        Assert.Equal((null, "done by hand"), (route.Actual, route.Outcome));
    }
}
