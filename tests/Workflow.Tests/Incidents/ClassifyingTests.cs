using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class ClassifyingTests
{
    [Fact]
    public void The_answers_lead_to_the_mode_and_the_first_one_begins_the_investigation()
    {
        var story = new Scenario().Opened().Do(Some.Ravi, Answer("data-wrong", "no"));
        Assert.Equal(IncidentPhase.Investigating, story.Incident.Phase);

        story.Do(Some.Ravi, Answer("one-zone", "no")).Do(Some.Ravi, Answer("direct-probe", "no")).Do(Some.Ravi, Answer("outside-view", "yes"));

        Assert.Equal((FailureMode.RegionLoss, story.Now), (story.Incident.Mode, story.Incident.ModeAt));
    }

    [Fact]
    public void Data_that_is_wrong_is_corruption_whatever_else_is_true()
    {
        var story = new Scenario().Opened().Classified().Do(Some.Ravi, Answer("data-wrong", "yes")).Do(Some.Ravi, Answer("damage-replicated", "unsure"));

        Assert.Equal(FailureMode.DataCorruption, story.Incident.Mode);
    }

    [Fact]
    public void An_answer_beside_the_way_does_not_renew_a_classification()
    {
        var story = new Scenario().Opened().Do(Some.Ravi, Answer("data-wrong", "no")).Do(Some.Ravi, Answer("one-zone", "yes"));
        var classified = story.Incident.ModeAt;

        story.AfterSeconds(400).Do(Some.Ravi, Answer("outside-view", "yes"));
        Assert.Equal((FailureMode.SingleZone, classified), (story.Incident.Mode, story.Incident.ModeAt));
        story.Do(Some.Ravi, Answer("one-zone", "yes"));

        Assert.Equal(story.Now, story.Incident.ModeAt);
    }

    [Fact]
    public void Unknown_questions_and_choices_are_refused_with_what_there_is()
    {
        var story = new Scenario().Opened();

        Assert.Equal("unknown-question", story.Refused(Some.Ravi, Answer("why", "no")).Code);
        Assert.Contains("yes, no", story.Refused(Some.Ravi, Answer("data-wrong", "maybe")).ToString(), StringComparison.Ordinal);
    }

    private static IncidentCommand.AnswerQuestion Answer(string question, string choice) => new(question, choice);
}
