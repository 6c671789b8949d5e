using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>Alarm state changes with nothing but readings between them, to be told as one entry; a flapping alarm is counted.</summary>
internal sealed class AlarmRun
{
    /// <summary>Alarms named in the details; a storm has thousands.</summary>
    private const int Named = 12;

    private readonly Dictionary<string, (AlarmTransition Last, int Changes)> alarms = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private IncidentEvent.AlarmsNoted? first;
    private DateTimeOffset last;
    private int changes;
    private int stale;

    internal void Add(IncidentEvent.AlarmsNoted noted)
    {
        first ??= noted;
        last = noted.At;
        stale += noted.Stale.Count;
        foreach (var alarm in noted.Alarms)
        {
            changes++;
            if (alarms.TryGetValue(alarm.Key, out var known))
            {
                alarms[alarm.Key] = (alarm, known.Changes + 1);
            }
            else
            {
                alarms[alarm.Key] = (alarm, 1);
                order.Add(alarm.Key);
            }
        }
    }

    /// <summary>The entry of the run, which is forgotten then; null if there was none.</summary>
    internal TimelineEntry? Take()
    {
        if (first is null)
        {
            return null;
        }

        var told = order.Select(key => alarms[key]).ToList();
        var entry = new TimelineEntry(first.At, first.By.Name, first.By.Via, TimelineKind.Alarm, Sentence(told),
            [.. told.Take(Named).Select(Told), .. Rest(told.Count), .. Stale()]);
        (first, changes, stale) = (null, 0, 0);
        alarms.Clear();
        order.Clear();
        return entry;
    }

    private string Sentence(List<(AlarmTransition Last, int Changes)> told)
    {
        if (told is [var (only, times)])
        {
            return times == 1
                ? $"The alarm {Figures.Quoted(only.Name)} went from {AlarmStateName.Of(only.From)} to {AlarmStateName.Of(only.To)} at {Durations.Clock(only.ChangedAt)}."
                : $"The alarm {Figures.Quoted(only.Name)} changed state {times} times {When()}; it is in {AlarmStateName.Of(only.To)}.";
        }

        return told.Count == 0
            ? $"{Figures.Count(stale, "alarm change", "alarm changes")} came in too late to mean anything."
            : $"{Figures.Count(changes, "state change", "state changes")} of {told.Count} alarms {When()}; "
                + $"{told.Count(a => a.Last.To == AlarmState.Alarm)} of them are in ALARM.";
    }

    private string When() => first!.At == last ? $"at {Durations.Clock(last)}" : $"from {first.At.UtcDateTime:HH:mm:ss} to {Durations.Clock(last)}";

    private static string Told((AlarmTransition Last, int Changes) alarm) =>
        $"{Figures.Quoted(alarm.Last.Name)} in {alarm.Last.Region ?? "an unknown region"}: {AlarmStateName.Of(alarm.Last.To)} since {Durations.Stamp(alarm.Last.ChangedAt)}"
        + (alarm.Changes == 1 ? "" : $", after {alarm.Changes} changes")
        + (alarm.Last.FoundByPolling ? ". Found by polling CloudWatch: no notification had come" : "")
        + (string.IsNullOrWhiteSpace(alarm.Last.Reason) ? "" : $". CloudWatch says: {Figures.Quoted(alarm.Last.Reason)}");

    private static IEnumerable<string> Rest(int count) => count > Named ? [$"and {Figures.Count(count - Named, "more alarm", "more alarms")}"] : [];

    private IEnumerable<string> Stale() => stale > 0 && alarms.Count > 0
        ? [$"{Figures.Count(stale, "change", "changes")} older than what was known acted on nothing"]
        : [];
}
