using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline.Sentences;

namespace IncidentBot.Workflow.Timeline;

/// <summary>An incident's story, in the order of its log: one sentence an event, runs of readings and of alarm changes folded into one entry each.</summary>
public static class Timeline
{
    /// <summary>The entries of a log, or of any beginning of one. Throws on an event that it has no words for.</summary>
    public static IReadOnlyList<TimelineEntry> Of(IReadOnlyList<IncidentEvent> events)
    {
        var entries = new List<TimelineEntry>(events.Count);
        var state = Incident.None;
        var readings = new ReadingRun();
        var alarms = new AlarmRun();
        foreach (var happened in events)
        {
            var before = state;
            state = Evolve.Apply(state, happened);
            switch (happened)
            {
                case IncidentEvent.ReadingsTaken taken:
                    readings.Add(taken, state);
                    break;
                case IncidentEvent.AlarmsNoted noted:
                    alarms.Add(noted);
                    break;
                default:
                    Close(readings, alarms, entries);
                    var (kind, sentence, details) = EventSentences.Of(happened, before);
                    entries.Add(new TimelineEntry(happened.At, happened.By.Name, happened.By.Via, kind, sentence, details));
                    break;
            }
        }

        Close(readings, alarms, entries);
        return entries;
    }

    /// <summary>Readings and alarms do not interrupt each other's run; whatever else happens ends both.</summary>
    private static void Close(ReadingRun readings, AlarmRun alarms, List<TimelineEntry> entries) =>
        entries.AddRange(new[] { alarms.Take(), readings.Take() }.OfType<TimelineEntry>().OrderBy(e => e.At));
}
