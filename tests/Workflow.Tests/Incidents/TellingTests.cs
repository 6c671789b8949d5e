using System.Globalization;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>Updates are held against the facts of the moment in which they were written, and that moment is a short one.</summary>
public sealed class TellingTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(-1, false)]
    public void A_text_of_the_bots_own_may_be_on_its_way_for_ten_seconds_while_the_loss_grows(int secondsAgo, bool passes)
    {
        var (story, text) = Growing(Math.Max(1, secondsAgo));
        var written = story.Now.AddSeconds(-secondsAgo);

        Telling(story, new IncidentCommand.DraftUpdate(Audience.Executives, text, true) { WrittenAt = written }, passes);
        Telling(story, new IncidentCommand.SendUpdate(Audience.Executives, text, false, true) { WrittenAt = written }, passes);
    }

    [Fact]
    public void A_number_that_a_person_wrote_is_held_against_the_loss_of_now()
    {
        var (story, text) = Growing(1);

        Telling(story, new IncidentCommand.SendUpdate(Audience.Executives, text, true, false), passes: false);
    }

    /// <summary>An incident whose loss has grown for so long since the text was true.</summary>
    private static (Scenario Story, string Text) Growing(int seconds)
    {
        var story = new Scenario().Opened().Down();
        var bound = Outlook.LossAt(story.Incident, story.Now)!.Bound!.Value;
        return (story.AfterSeconds(seconds), string.Create(CultureInfo.InvariantCulture, $"Up to {bound:N0} records may be lost."));
    }

    private static void Telling(Scenario story, IncidentCommand command, bool passes)
    {
        if (passes)
        {
            story.Do(Some.Maya, command);
        }
        else
        {
            Assert.Equal("claim", story.Refused(Some.Maya, command).Code);
        }
    }
}
