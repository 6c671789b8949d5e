using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Tests.Timeline;
using IncidentBot.Workflow.Timeline;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class DrillTests
{
    private static readonly DrillAction.Http Rehearsed =
        new("POST", "http://rehearsal/act", new Dictionary<string, string>(), "{\"epoch\":{epoch}}", [], null);

    /// <summary>The plan whose every step has a drill of its own.</summary>
    private static FailoverPlan RehearsedPlan() => Some.Plan() with
    {
        Steps = [.. Some.Plan().Steps.Select(s => s with { Drill = new DrillStep(Rehearsed, s.Verify is null ? null : Rehearsed, s.Undo is null ? null : Rehearsed) })],
    };

    private static Scenario Begun(FailoverPlan? plan = null) =>
        new Scenario().Do(Some.Maya, new IncidentCommand.BeginDrill("INC-1", "checkout", FailureMode.RegionLoss, plan ?? Some.Plan(), []));

    private static Scenario Armed(FailoverPlan? plan = null)
    {
        var story = Begun(plan).AfterSeconds(20).Down().Do(Some.Ravi, new IncidentCommand.Propose(null))
            .Do(Some.Maya, new IncidentCommand.DraftUpdate(Audience.Executives, "Up to 200 writes may be lost.", true))
            .ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).Do(Some.Maya, new IncidentCommand.Prepare());
        return story.RunNext().RunNext();
    }

    private static Scenario Restored(FailoverPlan? plan = null) =>
        Armed(plan).AfterSeconds(10).Down().Press().AfterSeconds(5).RunNext().RunNext().AfterSeconds(5).RunNext();

    [Fact]
    public void A_drill_passes_through_the_whole_machine_and_its_log_names_no_real_action()
    {
        var story = Restored(RehearsedPlan());

        Assert.Equal(FailoverState.Restored, story.State);
        Assert.Single(story.Events.OfType<IncidentEvent.PointOfNoReturn>());
        Assert.All(story.Events, e => Assert.DoesNotContain("http://edge", EventRegistry.Write(e), StringComparison.Ordinal));
        Assert.All(story.Incident.Plan!.Steps, s => Assert.IsType<StepAction.Rehearse>(s.Action));
    }

    [Fact]
    public void A_step_without_a_drill_is_asked_of_a_person_with_time_enough_and_a_wait_is_waited()
    {
        var wait = Some.Plan().Steps[1] with { Id = "settle", Action = new StepAction.Wait(TimeSpan.FromSeconds(3)), Verify = null, Undo = null };
        var plan = Rehearsal.Of(Some.Plan() with { Steps = [.. Some.Plan().Steps, wait] });

        Assert.All(plan.Steps.Take(5), s =>
        {
            Assert.IsType<StepAction.Manual>(s.Action);
            Assert.True(s.Verify is null or StepAction.Manual && s.Undo is null or StepAction.Manual);
            Assert.Equal((Rehearsal.LeastForPeople, true), (s.Timeout, s.StandIn));
        });
        Assert.Equal(new StepAction.Rehearse(new DrillAction.Wait(TimeSpan.FromSeconds(3))), plan.Steps[5].Action);
    }

    [Fact]
    public void People_carry_a_drill_to_its_end_where_the_plan_rehearses_nothing()
    {
        var story = Begun().AfterSeconds(20).Down().Do(Some.Ravi, new IncidentCommand.Propose(null))
            .Do(Some.Maya, new IncidentCommand.DraftUpdate(Audience.Executives, "Up to 200 writes may be lost.", true))
            .ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).Do(Some.Maya, new IncidentCommand.Prepare());
        Attest(Attest(story, "fence"), "drain");
        Assert.Equal(FailoverState.Armed, story.State);
        story.AfterSeconds(1).Down().Press();
        Attest(Attest(Attest(story, "promote"), "route"), "serving");

        Assert.Equal(FailoverState.Restored, story.State);
    }

    [Fact]
    public void Closing_measures_the_drill_and_its_result_is_what_gate_G13_reads()
    {
        var story = Restored(RehearsedPlan());
        story.Do(Some.Maya, new IncidentCommand.Close(""));

        var measured = story.Only<IncidentEvent.DrillMeasured>();
        Assert.True(measured.Succeeded);
        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)), (measured.Detect, measured.Decide, measured.Recover));
        Assert.Equal(["drain", "fence", "promote", "route", "serving"], measured.Steps.Keys.Order());
        Assert.Equal(new DrillFact(FailureMode.RegionLoss, story.Now, true), story.Incident.DrillResult);
        Assert.False(story.Incident.IsOpen);
        Assert.Equal((null, null, null), (story.Situation.Service.OpenIncident, story.Situation.Service.FailoverOf, story.Situation.Service.ServesFrom));
        var phases = Phases.Of(story.Events);
        Assert.Equal((measured.Detect, measured.Decide, measured.Recover), (phases.Detect.Took, phases.Decide.Took, phases.Recover.Took));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_drill_is_stopped_at_any_moment_with_a_reason_and_then_has_not_succeeded(bool committing)
    {
        var story = Armed(RehearsedPlan());
        if (committing)
        {
            story.AfterSeconds(1).Down().Press();
        }

        Assert.Equal("no-reason", story.Refused(Some.Maya, new IncidentCommand.Close(" ")).Code);
        story.Do(Some.Maya, new IncidentCommand.Close("a real incident began"));

        Assert.False(story.Only<IncidentEvent.DrillMeasured>().Succeeded);
        Assert.False(story.Incident.IsOpen);
        Assert.Equal((null, null), (story.Situation.Service.OpenIncident, story.Situation.Service.FailoverOf));
        Assert.Equal("closed", story.Refused(Some.Maya, new IncidentCommand.Retry(null)).Code);
    }

    [Fact]
    public void A_drill_of_another_mode_than_its_scenario_has_not_succeeded()
    {
        var story = Begun().Do(Some.Maya, new IncidentCommand.ClassifyMode(FailureMode.NetworkPartition, "so it looks"));
        Assert.Equal("no-reason", story.Refused(Some.Maya, new IncidentCommand.Close("")).Code);
    }

    [Fact]
    public void Alarms_never_join_a_drill_and_a_real_incident_is_said_once()
    {
        var story = Begun();
        var alarm = new IncidentCommand.NoteAlarms("INC-1", "checkout", Severity.Sev1, [Some.Alarm(story.Now)], null, [], false);
        Assert.Equal("drill", story.Refused(null, alarm).Code);
        Assert.Empty(story.Incident.Alarms);

        story.Do(null, new IncidentCommand.NoteRealIncident("INC-2", Severity.Sev1, "5xx")).Do(null, new IncidentCommand.NoteRealIncident("INC-2", Severity.Sev1, "5xx"));
        Assert.Equal("INC-2", story.Only<IncidentEvent.RealIncidentOpened>().Incident);
        Assert.Equal("bot-only", story.Refused(Some.Maya, new IncidentCommand.NoteRealIncident("INC-3", Severity.Sev1, "5xx")).Code);
    }

    [Fact]
    public void Only_its_declaration_makes_a_drill_and_nothing_changes_it_later()
    {
        var drill = Begun().Incident;
        var real = new Scenario().Opened().Incident;
        foreach (var happened in EveryEvent.With("x").Where(e => e is not IncidentEvent.Declared))
        {
            Assert.Equal(FailureMode.RegionLoss, Evolve.Apply(drill, happened).Drill);
            Assert.Null(Evolve.Apply(real, happened).Drill);
        }
    }

    [Fact]
    public void What_cannot_be_drilled_is_refused_with_the_reason()
    {
        Assert.Equal("no-plan", new Scenario().Refused(Some.Maya, new IncidentCommand.BeginDrill("INC-1", "cart", FailureMode.RegionLoss, null, [])).Code);
        Assert.Equal("no-mode", new Scenario().Refused(Some.Maya, new IncidentCommand.BeginDrill("INC-1", "checkout", FailureMode.Unknown, Some.Plan(), [])).Code);
        Assert.Equal("guest", new Scenario().Refused(Some.Greta, new IncidentCommand.BeginDrill("INC-1", "checkout", FailureMode.RegionLoss, Some.Plan(), [])).Code);
        Assert.Equal("person-needed", new Scenario().Refused(null, new IncidentCommand.BeginDrill("INC-1", "checkout", FailureMode.RegionLoss, Some.Plan(), [])).Code);
        var story = Begun();
        Assert.Equal("drill", story.Refused(Some.Maya, new IncidentCommand.CallFalseAlarm("x")).Code);
        Assert.Equal("drill", story.Refused(Some.Maya, new IncidentCommand.Merge("INC-2", "x")).Code);
        story.Situation = story.Situation with { Incident = Incident.None };
        Assert.Equal("drill-open", story.Refused(Some.Maya, new IncidentCommand.BeginDrill("INC-2", "checkout", FailureMode.RegionLoss, Some.Plan(), [])).Code);
    }

    [Fact]
    public void Every_update_and_export_of_a_drill_says_so_first()
    {
        var story = Restored(RehearsedPlan());
        story.Do(Some.Maya, new IncidentCommand.SendUpdate(Audience.Customers, "We are on it.", true, false));

        Assert.All(story.Events.OfType<IncidentEvent.UpdateDrafted>(), e => Assert.StartsWith("DRILL", e.Text, StringComparison.Ordinal));
        Assert.StartsWith("DRILL. This is an exercise.\n\nWe are", story.Only<IncidentEvent.UpdateSent>().Text, StringComparison.Ordinal);
        Assert.True(UpdateFactsOf.Incident(story.Incident, story.Now).Drill);
        var report = Report.Of(Dossier.Of("INC-1", story.Events, new SealedHead(story.Incident.Version, "0", null, null)));
        Assert.StartsWith("DRILL INC-1", report.Title, StringComparison.Ordinal);
        Assert.StartsWith("DRILL of region-loss", report.Standing, StringComparison.Ordinal);
        Assert.StartsWith("DRILL: ", Workflow.Timeline.Timeline.Of(story.Events)[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drills_run_is_recorded_as_one_and_counts_where_the_bot_performed_every_step()
    {
        var run = RunRecords.From(Restored(RehearsedPlan()).Events);
        Assert.Equal((true, 5), (run!.Drill, run.Steps.Count));
        var eta = Eta.Remaining(Some.Plan(), [.. Some.Plan().Steps.Select(s => s.Id)], [run], FailureMode.RegionLoss, 7);
        Assert.Equal((1, 1, ", 1 of them a drill"), (eta.Basis.Recorded, eta.Basis.Drills, eta.Basis.DrillWords()));

        var asked = RunRecords.From(Restored().Events);
        Assert.Equal((true, 0), (asked!.Drill, asked.Steps.Count));
        Assert.Equal(0, Eta.Remaining(Some.Plan(), ["fence"], [asked], FailureMode.RegionLoss, 7).Basis.Recorded);
    }

    private static Scenario Attest(Scenario story, string step)
    {
        story.Start();
        return story.Do(Some.Ravi, new IncidentCommand.AttestStep(step, "said how, and shown it"));
    }
}
