using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Workflow.Tests.Timeline;

public sealed class TimelineTests
{
    [Fact]
    public void Every_case_of_the_family_is_among_the_samples() => Assert.Equal(
        typeof(IncidentEvent).GetNestedTypes().Select(t => t.Name).Order(StringComparer.Ordinal),
        EveryEvent.With("x").Select(e => e.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_event_has_a_sentence_that_ends()
    {
        var entries = Workflow.Timeline.Timeline.Of(EveryEvent.With("words"));
        Assert.All(entries, e => Assert.Matches("^[^a-z].*[.”:?]$|^words .*[.”:?]$", e.Sentence));
        Assert.Equal(EveryEvent.With("x").Count, entries.Count);
    }

    [Fact]
    public void Readings_without_anything_between_them_are_one_entry_with_the_exposure()
    {
        var story = new Scenario().Opened();
        for (var i = 0; i < 30; i++)
        {
            story.AfterSeconds(1).Do(null, new IncidentCommand.RecordReadings(
                [Some.Reading("lag", 2.1m + (i * 0.1m), story.Now, ReadingUnit.Seconds), Some.Reading("serving", 1, story.Now)], null));
        }

        var entry = Workflow.Timeline.Timeline.Of(story.Events)[^1];
        Assert.Equal("60 readings from 02:06:01 to 02:06:30 UTC; exposure went from 2.1 s to 5 s.", entry.Sentence);
        Assert.Equal(["lag: 2.1 s at first, 5 s at last; serving: yes"], entry.Details);
    }

    [Fact]
    public void A_note_ends_a_run_of_readings()
    {
        var story = new Scenario().Opened().Down().Do(Some.Ravi, new IncidentCommand.TakeNote("Hello.")).AfterSeconds(1).Down();
        Assert.Equal([TimelineKind.Reading, TimelineKind.Note, TimelineKind.Reading], Workflow.Timeline.Timeline.Of(story.Events).TakeLast(3).Select(e => e.Kind));
    }

    [Fact]
    public void A_flapping_alarm_is_counted_and_readings_do_not_interrupt_it()
    {
        var story = new Scenario().Opened();
        for (var i = 1; i <= 9; i++)
        {
            story.AfterSeconds(10).Down().Do(null, new IncidentCommand.NoteAlarms("INC-1", "checkout", Severity.Sev1,
                [Some.Alarm(story.Now, i % 2 == 0 ? AlarmState.Alarm : AlarmState.Ok)], null, [], false));
        }

        Assert.Contains("The alarm “checkout-5xx” changed state 9 times from 02:06:10 to 02:07:30 UTC; it is in OK.",
            Workflow.Timeline.Timeline.Of(story.Events).Select(e => e.Sentence));
        Assert.Equal(1, Workflow.Timeline.Timeline.Of(story.Events).Count(e => e.Kind == TimelineKind.Reading));
    }

    [Fact]
    public void A_storm_is_one_entry_that_names_some_and_counts_the_rest()
    {
        var story = new Scenario().Opened().AfterSeconds(1).Do(null, new IncidentCommand.NoteAlarms("INC-1", "checkout", Severity.Sev1,
            [.. Enumerable.Range(0, 1000).Select(i => Some.Alarm(Some.T0, key: $"arn:{i}"))], null, [], false));
        var storm = Workflow.Timeline.Timeline.Of(story.Events)[^1];
        Assert.Equal("1,000 state changes of 1000 alarms at 02:06:01 UTC; 1000 of them are in ALARM.", storm.Sentence);
        Assert.Equal("and 988 more alarms", storm.Details[^1]);
    }

    [Fact]
    public void A_pinned_message_keeps_its_author_and_its_time() => Assert.Contains(
        "Ravi Iyer pinned what Elin Berg wrote at 2026-03-14 02:05:10 UTC: “Is checkout slow for anyone else?”",
        Workflow.Timeline.Timeline.Of(Journeys.Moved().Events).Select(e => e.Sentence));

    [Fact]
    public void No_beginning_of_a_journey_is_beyond_words()
    {
        foreach (var story in Journeys.All)
        {
            for (var n = 0; n <= story.Events.Count; n++)
            {
                AssertExportable([.. story.Events.Take(n)]);
            }
        }
    }

    /// <summary>Stronger than any prefix: whatever order events come in, whatever is missing, an export is written. (A role is added to a proposal only.)</summary>
    [Fact]
    public void No_order_of_events_is_beyond_words() =>
        Prop.ForAll(Gen.Shuffle([.. EveryEvent.With("words").Where(e => e is not IncidentEvent.RoleRequired)]).SelectMany(all => Gen.Choose(0, all.Length).Select(n => all.Take(n).ToArray())).ToArbitrary(),
            AssertExportable).QuickCheckThrowOnFailure();

    private static void AssertExportable(IncidentEvent[] events)
    {
        var chain = new StoredChain(events);
        Assert.NotEmpty(chain.Markdown);
        Assert.NotEmpty(chain.Html);
        if (events.Length > 0)
        {
            Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(chain.Json, chain.Head));
        }
    }
}
