using System.Globalization;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>The exposure stops only at what is proven, and grows again when that is no longer so.</summary>
public sealed class ExposureHonestyTests
{
    [Fact]
    public void Writes_that_get_through_the_fence_make_it_grow_again_and_the_edge_moves_to_the_next_proof()
    {
        var story = new Scenario().Armed();
        Assert.Equal(2, Seconds(story));

        story.AfterSeconds(4).Says("fenced", 0);
        Assert.Equal(7, Seconds(story));
        story.AfterSeconds(3).Says("fenced", 1).AfterSeconds(10);

        Assert.Equal(10, Seconds(story));
    }

    [Fact]
    public void A_sample_from_before_the_fence_says_nothing_about_it()
    {
        var story = new Scenario().Preparing().AfterSeconds(5).RunNext();
        story.Do(null, new IncidentCommand.RecordReadings([Some.Reading("fenced", 0, story.Now - TimeSpan.FromSeconds(1))], null)).AfterSeconds(10);

        Assert.Equal(7, Seconds(story));
    }

    [Fact]
    public void A_proof_of_death_holds_while_it_is_renewed_and_lapses_when_it_grows_old()
    {
        var story = new Scenario().Opened().Down().AfterSeconds(1).Says("primary-dead", 1).AfterSeconds(25).Says("primary-dead", 1).AfterSeconds(30);
        Assert.Equal(3, Seconds(story));

        story.AfterSeconds(1);
        Assert.Equal(59, Seconds(story));
        story.Says("primary-dead", 1).AfterSeconds(10);

        Assert.Equal(59, Seconds(story));
    }

    [Fact]
    public void A_primary_that_answers_again_was_not_dead()
    {
        var story = new Scenario().Opened().Down().AfterSeconds(1).Says("primary-dead", 1).AfterSeconds(5).Says("primary-dead", 0);

        Assert.Equal(8, Seconds(story));
    }

    [Fact]
    public void A_death_that_was_proven_when_the_fence_took_over_stays_the_edge()
    {
        var story = new Scenario().Opened().Down().AfterSeconds(1).Says("primary-dead", 1).AfterSeconds(20)
            .Do(Some.Maya, new IncidentCommand.Freeze("stop")).RunNext().AfterSeconds(600);

        Assert.Equal(3, Seconds(story));
    }

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-1")]
    public void An_absurd_lag_neither_throws_nor_helps(string lag)
    {
        var story = new Scenario().Opened().Down().AfterSeconds(5).Says("lag", decimal.Parse(lag, CultureInfo.InvariantCulture));

        Assert.Equal(7, Seconds(story));
    }

    [Fact]
    public void A_source_whose_clock_runs_ahead_hides_no_loss()
    {
        var story = new Scenario().Opened().Down();
        story.Do(null, new IncidentCommand.RecordReadings([Some.Reading("lag", 0, story.Now.AddSeconds(40), ReadingUnit.Seconds)], null)).AfterSeconds(10);

        Assert.Equal(10, Seconds(story));
    }

    private static double Seconds(Scenario story) => Outlook.ExposureAt(story.Incident, story.Now)!.Span.TotalSeconds;
}
