using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>Samples that came in with nothing else between them, to be told as one entry.</summary>
internal sealed class ReadingRun
{
    private readonly SortedDictionary<string, (Reading First, Reading Last, int Problems)> readings = new(StringComparer.Ordinal);
    private IncidentEvent.ReadingsTaken? first;
    private IncidentEvent.ReadingsTaken? last;
    private Exposure? exposureFirst;
    private Exposure? exposureLast;
    private int count;

    /// <param name="after">The state with the samples in it.</param>
    internal void Add(IncidentEvent.ReadingsTaken taken, Incident after)
    {
        var exposure = Outlook.ExposureAt(after, taken.At);
        if (first is null)
        {
            first = taken;
            exposureFirst = exposure;
        }

        last = taken;
        exposureLast = exposure;
        foreach (var reading in taken.Readings)
        {
            count++;
            var problem = reading.Problem is null ? 0 : 1;
            readings[reading.Id] = readings.TryGetValue(reading.Id, out var known)
                ? (known.First, reading, known.Problems + problem)
                : (reading, reading, problem);
        }
    }

    /// <summary>The entry of the run, which is forgotten then; null if there was none.</summary>
    internal TimelineEntry? Take()
    {
        if (first is null || last is null)
        {
            return null;
        }

        var when = first.At == last.At ? $"at {Durations.Clock(first.At)}" : $"from {first.At.UtcDateTime:HH:mm:ss} to {Durations.Clock(last.At)}";
        var entry = new TimelineEntry(first.At, first.By.Name, first.By.Via, TimelineKind.Reading,
            $"{Figures.Count(count, "reading", "readings")} {when}; {ExposureText()}.",
            readings.Count == 0 ? [] : [string.Join("; ", readings.Values.Select(Told))]);
        (first, last, exposureFirst, exposureLast, count) = (null, null, null, null, 0);
        readings.Clear();
        return entry;
    }

    private string ExposureText() => (exposureFirst?.Span, exposureLast?.Span) switch
    {
        (_, null) => "the exposure is unknown, for replication lag was never sampled",
        (null, { } now) => $"the exposure became known: {Durations.Text(now)}",
        ({ } then, { } now) when then == now => $"exposure was {Durations.Text(now)}",
        ({ } then, { } now) => $"exposure went from {Durations.Text(then)} to {Durations.Text(now)}",
    };

    private static string Told((Reading First, Reading Last, int Problems) run)
    {
        var (from, to) = (Figures.Value(run.First.Value, run.First.Unit), Figures.Value(run.Last.Value, run.Last.Unit));
        var problem = run.Last.Problem is null ? "" : $": {Figures.Quoted(run.Last.Problem)}";
        return $"{run.Last.Id}: {(from == to ? to : $"{from} at first, {to} at last")}"
            + (run.Problems == 0 ? "" : $", {Figures.Count(run.Problems, "sample", "samples")} without a value{problem}");
    }
}
