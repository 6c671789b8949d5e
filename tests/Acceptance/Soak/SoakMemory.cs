using System.Diagnostics;

namespace IncidentBot.Acceptance.Soak;

/// <summary>Resident memory of both nodes over the run, process by process: one that was killed begins anew.</summary>
internal sealed class SoakMemory(SoakNodes nodes, SoakView view, TimeSpan every)
{
    private readonly List<Sample> samples = [];

    /// <summary>Samples until it is cancelled.</summary>
    internal async Task Watch(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        while (!cancel.IsCancellationRequested)
        {
            for (var node = 0; node < 2; node++)
            {
                if (nodes.Memory(node) is { } memory) samples.Add(new Sample(watch.Elapsed, node, memory.Id, memory.Resident, memory.Processor, view.Incidents.Count(i => !i.IsOpen)));
            }

            await Task.WhenAny(Task.Delay(every, cancel));
        }
    }

    /// <summary>Each process that lived for two samples or more, at its first and at 25, 50, 75 and 100 % of its life.</summary>
    internal IEnumerable<string> Table()
    {
        yield return "| node | process | from, s | to, s | incidents closed meanwhile | MiB resident at the start | 25 % | 50 % | 75 % | 100 % | most | processor, s |";
        yield return "|---|---|---|---|---|---|---|---|---|---|---|---|";
        foreach (var life in samples.GroupBy(s => (s.Node, s.Process)).Where(g => g.Count() > 1).OrderBy(g => g.First().At))
        {
            var all = life.ToList();
            var quarters = Enumerable.Range(0, 5).Select(q => all[q * (all.Count - 1) / 4].Resident);
            yield return $"| {life.Key.Node} | {life.Key.Process} | {all[0].At.TotalSeconds:0} | {all[^1].At.TotalSeconds:0} | {all[^1].Closed - all[0].Closed} | {string.Join(" | ", quarters)} | {all.Max(s => s.Resident)} | {(all[^1].Processor - all[0].Processor).TotalSeconds:0.0} |";
        }
    }

    private sealed record Sample(TimeSpan At, int Node, int Process, long Resident, TimeSpan Processor, int Closed);
}
