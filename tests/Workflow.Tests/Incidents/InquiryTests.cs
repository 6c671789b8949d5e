using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>Questions that readings answer by themselves, and the people who have the last word.</summary>
public sealed class InquiryTests
{
    [Fact]
    public void Readings_answer_what_the_plan_lets_them_once_the_question_is_open_and_leave_their_evidence()
    {
        var story = Opened().Down();
        Assert.Empty(story.Incident.Answers);

        story.Do(Some.Ravi, Answer("data-wrong", "no")).Do(Some.Ravi, Answer("one-zone", "no"));

        Assert.Equal(FailureMode.RegionLoss, story.Incident.Mode);
        var drawn = story.Incident.Answers.Where(a => a.Evidence is not null).ToList();
        Assert.Equal([("direct-probe", "no"), ("outside-view", "yes")], drawn.Select(a => (a.Question, a.Choice)));
        Assert.Equal(("error-rate", "0.9", "error-rate >= 0.5", story.Now), (drawn[1].Evidence!.Name, drawn[1].Evidence!.Value, drawn[1].Evidence!.Threshold, drawn[1].Evidence!.SampledAt));
        Assert.All(story.Events.OfType<IncidentEvent.QuestionAnswered>().Where(e => e.Answer.Evidence is not null), e => Assert.True(e.By.IsBot));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(31)]
    public void A_reading_that_is_silent_or_too_old_leaves_the_question_to_people(int? age)
    {
        var story = Opened().Down();
        story = age is { } seconds ? story.AfterSeconds(seconds) : story.AfterSeconds(1).Says("primary-healthy", null);

        story.Do(Some.Ravi, Answer("data-wrong", "no")).Do(Some.Ravi, Answer("one-zone", "no"));

        Assert.Equal("direct-probe", DecisionTree.Walk(story.Incident.Answers).Next!.Id);
        Assert.DoesNotContain(story.Incident.Answers, a => a.Evidence is not null);
    }

    [Fact]
    public void A_person_overrules_a_reading_and_the_old_answer_is_kept_and_does_not_come_back()
    {
        var story = Opened().Down().Do(Some.Ravi, Answer("data-wrong", "no")).Do(Some.Ravi, Answer("one-zone", "no"))
            .Do(Some.Dario, Answer("outside-view", "no"));

        Assert.Equal((FailureMode.Unknown, "both-write"), (story.Incident.Mode, DecisionTree.Walk(story.Incident.Answers).Next!.Id));
        story.AfterSeconds(5).Down();
        Assert.Equal(FailureMode.Unknown, story.Incident.Mode);
        Assert.Equal(["yes", "no"], story.Incident.Answers.Where(a => a.Question == "outside-view").Select(a => a.Choice));
        var told = Workflow.Timeline.Timeline.Of(story.Events).Last(e => e.Sentence.Contains("observer outside", StringComparison.Ordinal));
        Assert.Contains(told.Details, d => d.Contains("Before: “yes”, by the readings", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reading_never_overrules_a_person()
    {
        var story = Opened().Do(Some.Ravi, Answer("data-wrong", "no")).Do(Some.Ravi, Answer("one-zone", "no")).Do(Some.Ravi, Answer("direct-probe", "yes"));

        story.Down();

        Assert.Equal("users-cut-off", DecisionTree.Walk(story.Incident.Answers).Next!.Id);
    }

    [Fact]
    public void While_the_questions_go_on_a_reading_may_correct_itself()
    {
        var story = Opened().Down().AfterSeconds(1).Says("primary-healthy", 1).Do(Some.Ravi, Answer("data-wrong", "no")).Do(Some.Ravi, Answer("one-zone", "no"));
        Assert.Equal("users-cut-off", DecisionTree.Walk(story.Incident.Answers).Next!.Id);

        story.AfterSeconds(1).Says("primary-healthy", 0);

        Assert.Equal(FailureMode.RegionLoss, story.Incident.Mode);
    }

    [Fact]
    public void Once_classified_no_reading_touches_the_answers_and_no_approval_is_void_by_a_flicker()
    {
        var story = Opened().Down().Do(Some.Ravi, Answer("data-wrong", "no")).Do(Some.Ravi, Answer("one-zone", "no"));
        var answers = story.Incident.Answers.Count;

        story.AfterSeconds(1).Says("error-rate", 0).Says("primary-healthy", 1).Do(Some.Ravi, new IncidentCommand.Propose(null)).AfterSeconds(1).Says("error-rate", 0.4m).Wakes(5);

        Assert.Equal((answers, FailureMode.RegionLoss), (story.Incident.Answers.Count, story.Incident.Mode));
    }

    [Fact]
    public void A_mode_that_a_person_stated_is_left_alone_by_readings()
    {
        var story = Opened().Classified(FailureMode.SingleZone).Down().Do(Some.Ravi, Answer("data-wrong", "no")).Do(Some.Ravi, Answer("one-zone", "no"));

        Assert.Equal((FailureMode.SingleZone, 2), (story.Incident.Mode, story.Incident.Answers.Count));
    }

    [Fact]
    public void Of_several_choices_the_first_that_holds_answers_and_one_that_cannot_be_told_stops_the_rest()
    {
        PlanAnswer[] rules =
        [
            new("users-cut-off", "dependency-down", Some.Check("target-healthy", Comparison.Equal, 0), null),
            new("users-cut-off", "edge-down", Some.Check("error-rate", Comparison.AtLeast, 0.5m), null),
        ];
        Scenario Ask() => new Scenario { Plan = Some.Plan() with { Answers = rules } }.Opened()
            .Do(Some.Ravi, Answer("data-wrong", "no")).Do(Some.Ravi, Answer("one-zone", "no")).Do(Some.Ravi, Answer("direct-probe", "yes"));

        Assert.Equal(FailureMode.CdnEdgeLoss, Ask().Down().Incident.Mode);
        Assert.Equal(FailureMode.DependencyOutage, Ask().Down(targetHealthy: 0).Incident.Mode);
        Assert.Equal(FailureMode.Unknown, Ask().Down(targetHealthy: null).Incident.Mode);
    }

    [Fact]
    public void What_the_plan_asks_of_people_is_attested_by_name_and_ages()
    {
        var plan = Some.Plan() with
        {
            Readings = [.. Some.Plan().Readings, new PlanReading("sound", "Data are sound", ReadingUnit.Boolean, TimeSpan.FromMinutes(4), "outside", new ReadingSource.Person("Are the data sound?"))],
            Gates = [.. Some.Plan().Gates, new PlanGate(GateId.G3, [], 0, PlanGate.Maximum(GateId.G3)) { Terms = new GateTerms.Integrity(Some.Check("sound", Comparison.Equal, 1), Some.Check("target-healthy", Comparison.Equal, 1)) }],
        };
        var story = new Scenario { Plan = plan }.Opened().Down();
        Assert.Contains("Are the data sound?", story.Refused(Some.Dario, new IncidentCommand.AttestReading("lag", 1, "I looked")).ToString(), StringComparison.Ordinal);
        Assert.Equal("bad-value", story.Refused(Some.Dario, new IncidentCommand.AttestReading("sound", 7, "I looked")).Code);
        Assert.Equal("no-evidence", story.Refused(Some.Dario, new IncidentCommand.AttestReading("sound", 1, " ")).Code);
        Assert.Equal("guest", story.Refused(Some.Greta, new IncidentCommand.AttestReading("sound", 1, "sure")).Code);

        story.Do(Some.Dario, new IncidentCommand.AttestReading("sound", 1, "Checksums of all tables agree."));

        GateResult Integrity() => Outlook.GatesAt(story.Situation, story.Now).Single(g => g.Gate == GateId.G3);
        Assert.Equal(GateVerdict.Open, Integrity().Verdict);
        Assert.Contains(Integrity().Evidence, e => e.Source == "Dario Conti");
        story.AfterSeconds(241).Down();
        Assert.True(Integrity().IsAlarming);
    }

    private static Scenario Opened() => new Scenario
    {
        Plan = Some.Plan() with
        {
            Answers =
            [
                new("direct-probe", "yes", Some.Check("primary-healthy", Comparison.Equal, 1), "no"),
                new("outside-view", "yes", Some.Check("error-rate", Comparison.AtLeast, 0.5m), "no"),
            ],
        },
    }.Opened();

    private static IncidentCommand.AnswerQuestion Answer(string question, string choice) => new(question, choice);
}
