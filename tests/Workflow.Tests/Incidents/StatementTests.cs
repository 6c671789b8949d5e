using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>What people state about the incident itself: impact, severity, the end, notes and rooms.</summary>
public sealed class StatementTests
{
    private static readonly DateTimeOffset T = Some.T0;

    [Theory]
    [InlineData(0, null)]
    [InlineData(-30 * 86_400, 0)]
    [InlineData(null, 100)]
    public void Impact_is_stated_from_thirty_days_ago_until_now_and_for_nobody_up_to_everybody(int? seconds, int? percent)
    {
        var story = new Scenario().Opened();
        var before = story.Incident.ImpactStart;
        var start = seconds is { } s ? T.AddSeconds(s) : (DateTimeOffset?)null;

        story.Do(Some.Ravi, new IncidentCommand.StateImpact(start, percent / 100m, "the graph"));

        Assert.Equal(start ?? before, story.Incident.ImpactStart);
        Assert.Equal(percent / 100m, story.Incident.AffectedShare);
        Assert.Equal(before, story.Only<IncidentEvent.ImpactStated>().StartBefore);
    }

    [Fact]
    public void Impact_that_cannot_be_is_refused_with_every_reason()
    {
        var story = new Scenario().Opened();

        var future = Bad(story, T.AddTicks(1), -0.01m);
        Assert.Equal(["Impact cannot start in the future (2026-03-14 02:06:00 UTC).", "The affected share is between 0 % and 100 %."], future.Reasons);
        Assert.Equal(["Impact cannot have begun more than 30 days ago (2026-02-12 02:05:59 UTC)."], Bad(story, T.AddDays(-30).AddTicks(-1), 1).Reasons);
        Assert.Equal(["The affected share is between 0 % and 100 %."], Bad(story, T, 1.01m).Reasons);
        Assert.Equal(["Nothing was stated."], Bad(story, null, null).Reasons);
        Assert.DoesNotContain(story.Events, e => e is IncidentEvent.ImpactStated);
    }

    [Fact]
    public void A_severity_that_changes_is_told_with_both_and_one_that_does_not_is_refused()
    {
        var story = new Scenario().Opened();
        Assert.Equal(("same-severity", "It is sev1 already."), Said(story.Refused(Some.Ravi, new IncidentCommand.SetSeverity(Severity.Sev1, "worse"))));

        story.Do(Some.Ravi, new IncidentCommand.SetSeverity(Severity.Sev2, "half of it is back"));

        Assert.Equal((Severity.Sev1, Severity.Sev2), (story.Only<IncidentEvent.SeverityChanged>().From, story.Only<IncidentEvent.SeverityChanged>().To));
        Assert.Equal(Severity.Sev2, story.Incident.Severity);
    }

    [Fact]
    public void An_end_is_stated_in_order_and_moves_only_for_a_reason()
    {
        var story = new Scenario().Opened();
        Assert.Equal("eta-order", story.Refused(Some.Ravi, Eta(20, 10, "")).Code);
        story.Do(Some.Ravi, Eta(20, 20, ""));
        Assert.Null(story.Only<IncidentEvent.EtaStated>().Before);

        Assert.Equal("no-reason", story.Refused(Some.Ravi, Eta(30, null, " ")).Code);
        story.Do(Some.Ravi, Eta(30, null, "the promotion is retried"));

        Assert.Equal(T.AddMinutes(30), story.Incident.StatedEta!.Earliest);
        Assert.Equal(T.AddMinutes(20), story.Events.OfType<IncidentEvent.EtaStated>().Last().Before!.Earliest);
    }

    [Fact]
    public void An_empty_note_and_an_empty_answer_are_refused()
    {
        var story = new Scenario().Opened();

        Assert.Equal(("empty-note", "The note is empty."), Said(story.Refused(Some.Ravi, new IncidentCommand.TakeNote(" "))));
        Assert.Equal(("unknown-choice", "No answer was given."), Said(story.Refused(Some.Ravi, new IncidentCommand.AnswerQuestion("data-wrong", ""))));
        Assert.Equal("seen", story.Do(Some.Ravi, new IncidentCommand.TakeNote(" seen ")).Only<IncidentEvent.NoteTaken>().Text);
    }

    [Fact]
    public void A_room_is_noted_once_and_its_trouble_each_time()
    {
        var room = new RoomRef("local", "r1", "incident", "inc-1");
        var story = new Scenario().Opened().Do(null, new IncidentCommand.NoteRoom(room)).Do(null, new IncidentCommand.NoteRoom(room))
            .Do(null, new IncidentCommand.NoteRoomTrouble("slack", "no scope", "add the scope"));

        Assert.Equal([room], story.Incident.Rooms);
        Assert.Equal(room, story.Only<IncidentEvent.RoomOpened>().Room);
        Assert.Equal(("slack", "no scope", "add the scope"), (story.Only<IncidentEvent.RoomDegraded>().Platform, story.Only<IncidentEvent.RoomDegraded>().Problem, story.Only<IncidentEvent.RoomDegraded>().Remedy));
    }

    [Fact]
    public void The_phase_moves_only_forward_and_never_to_an_end()
    {
        var story = new Scenario().Opened();
        Assert.Equal(("phase", "From declared the phase cannot move to resolved."), Said(story.Refused(Some.Maya, new IncidentCommand.MovePhase(IncidentPhase.Resolved))));
        Assert.Contains("`resolve` it first.", story.Refused(Some.Maya, new IncidentCommand.Close("")).Remedies);

        story.Do(Some.Maya, new IncidentCommand.MovePhase(IncidentPhase.Investigating)).Do(Some.Maya, new IncidentCommand.MovePhase(IncidentPhase.Mitigating))
            .Do(Some.Maya, new IncidentCommand.MovePhase(IncidentPhase.Monitoring));
        Assert.Equal(IncidentPhase.Monitoring, story.Incident.Phase);
    }

    [Fact]
    public void What_is_told_without_a_plan_names_no_region()
    {
        var story = new Scenario().Do(Some.Maya, new IncidentCommand.Declare("INC-1", "checkout", Severity.Sev1, "it fails", null, []));
        var facts = UpdateFactsOf.Incident(story.Incident, story.Now);

        Assert.Equal(("the primary region", "another region"), (facts.PrimaryRegion, facts.TargetRegion));
        Assert.Null(facts.Loss);
        Assert.Null(facts.Eta);
    }

    [Fact]
    public void An_end_that_rests_on_recorded_runs_says_on_how_many()
    {
        var run = new RunRecord("INC-0", FailureMode.RegionLoss, T.AddDays(-9), TimeSpan.FromMinutes(3), Some.Plan().Steps.ToDictionary(s => s.Id, _ => TimeSpan.FromSeconds(10)));
        var story = new Scenario().Proposed();
        Assert.Equal("the plan's own estimate", UpdateFactsOf.Incident(story.Incident, story.Now).Eta!.Basis);
        story.Situation = story.Situation with { Incident = story.Incident with { Runs = [run, run] } };

        Assert.Equal("2 recorded runs", UpdateFactsOf.Incident(story.Incident, story.Now).Eta!.Basis);
    }

    [Theory]
    [InlineData(AlarmState.Ok, "OK")]
    [InlineData(AlarmState.Alarm, "ALARM")]
    [InlineData(AlarmState.InsufficientData, "INSUFFICIENT_DATA")]
    public void An_alarms_state_is_spelt_as_its_source_spells_it(AlarmState state, string word)
    {
        Assert.Equal(word, AlarmStateName.Of(state));
        Assert.Equal(state, AlarmStateName.Read(word));
        Assert.Null(AlarmStateName.Read(word.ToLowerInvariant()));
        Assert.Contains("No such alarm state.", Assert.Throws<ArgumentOutOfRangeException>(() => AlarmStateName.Of((AlarmState)99)).Message, StringComparison.Ordinal);
    }

    private static Refusal Bad(Scenario story, DateTimeOffset? start, decimal? share)
    {
        var refusal = story.Refused(Some.Ravi, new IncidentCommand.StateImpact(start, share, ""));
        Assert.Equal("bad-impact", refusal.Code);
        Assert.NotEmpty(refusal.Remedies);
        return refusal;
    }

    private static (string, string) Said(Refusal refusal) => (refusal.Code, Assert.Single(refusal.Reasons));

    private static IncidentCommand.StateEta Eta(int earliest, int? latest, string reason) =>
        new(T.AddMinutes(earliest), latest is { } l ? T.AddMinutes(l) : null, "a guess", reason);
}
