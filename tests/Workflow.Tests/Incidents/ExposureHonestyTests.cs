using System.Globalization;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>The exposure stops only at what is proven, and grows again when that is no longer so.</summary>
public sealed class ExposureHonestyTests
{
    [Fact]
    public void An_impact_that_nobody_has_stated_begins_at_the_recovery_point_so_that_the_silence_since_is_no_usual_rate()
    {
        var story = new Scenario().Opened().Down();
        var (incident, point) = (story.Incident with { ImpactStart = null }, story.Incident.RecoveryPoint!.At);
        var later = point.AddHours(2);
        List<WriteBucket> buckets = [.. Enumerable.Range(-3600, 3600 + 7200).Select(s => new WriteBucket(point.AddSeconds(s), s < 0 ? 40 : 0))];

        var rate = WriteRate.From(buckets, Outlook.PeaksSince(incident), later, TimeSpan.FromSeconds(1));
        Assert.Equal((40m, 40m), (rate.P50, rate.P95));
        Assert.Equal(7200 * 40, Loss.BoundFor(later - point, rate, incident.Plan!.Loss) - incident.Plan.Loss.WritesInFlight);
    }

    [Fact]
    public void Peaks_count_from_the_earlier_of_recovery_point_and_impact()
    {
        var incident = new Scenario().Opened().Down().Incident;
        var point = incident.RecoveryPoint!.At;

        Assert.Equal(point, Outlook.PeaksSince(incident with { ImpactStart = point.AddSeconds(1) }));
        Assert.Equal(point.AddSeconds(-1), Outlook.PeaksSince(incident with { ImpactStart = point.AddSeconds(-1) }));
        Assert.Equal(point, Outlook.PeaksSince(incident with { ImpactStart = null, RecoveryPoint = incident.RecoveryPoint }));
        Assert.Null(Outlook.PeaksSince(incident with { ImpactStart = null, RecoveryPoint = null }));
    }

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
