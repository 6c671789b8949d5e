using System.Text.Json;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Benchmarks;

/// <summary>Folds a long incident from its stored text; the baseline only deserialises the same text.</summary>
internal static class FoldBenchmark
{
    internal static Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        var count = options.Pick(1_000, 10_000);
        var sample = SampleIncident.Long(count);
        var stored = sample.Events.Select(e => (Type: e.GetType(), Name: EventRegistry.NameOf(e), Data: EventRegistry.Write(e), e.At)).ToList();
        var folded = Incident.None;
        var read = 0;
        var times = Rounds.ProcessorMedians(
            options.Pick(1, 5),
            options.Pick(2, 9),
            () =>
            {
                folded = Incident.None;
                foreach (var (_, name, data, at) in stored)
                {
                    folded = Evolve.Apply(folded, (IncidentEvent)EventRegistry.Read(name, data, at));
                }
            },
            () =>
            {
                read = 0;
                foreach (var (type, _, data, _) in stored)
                {
                    read += JsonSerializer.Deserialize(data, type, WorkflowJson.Options) is null ? 0 : 1;
                }
            });
        if (folded.Version != count || read != count)
        {
            throw new InvalidOperationException($"{folded.Version} events were folded and {read} read, of {count}.");
        }

        cancel.ThrowIfCancellationRequested();
        var events = stored.Select(s => (IncidentEvent)EventRegistry.Read(s.Name, s.Data, s.At)).ToList();
        var step = Rounds.Allocated(() => folded = events.Aggregate(Incident.None, Evolve.Apply), 2) / count;
        var ratio = times[0] / times[1];
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new($"fold an incident of {count} events", "at most 1.3x of deserialising them", $"{Figure.Time(times[0])}; a fold step allocates {Figure.Bytes(step)}",
                $"{Figure.Time(times[1])} to deserialise", ratio, ratio <= 1.3),
        ]);
    }
}
