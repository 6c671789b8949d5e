using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Store.Sqlite;

namespace IncidentBot.Benchmarks;

/// <summary>Appends one event durably and reads it back; the baseline is one raw durable insert of the same text on the same disk.</summary>
internal static class AppendBenchmark
{
    internal static async Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        using var folder = new WorkFolder();
        using var raw = new RawDisk(folder.Path);
        await using var store = SqliteStore.Open(Path.Combine(folder.Path, "store"), TimeProvider.System);
        var happened = IncidentLog.Untyped(SampleIncident.Armed().Events[^1]);
        var version = 0L;
        var times = await Rounds.Medians(
            // A bot lives for weeks: what is compiled in its first seconds is not what counts.
            options.Pick(1, 2_000),
            options.Pick(10, 2_000),
            Append,
            () =>
            {
                raw.Insert(happened.Data);
                return Task.CompletedTask;
            },
            async () =>
            {
                if ((await store.Events.ReadStream("INC-1", version - 1, cancel)).Count != 1)
                {
                    throw new InvalidOperationException("What was appended was not read back.");
                }
            });
        var both = times[0] + times[2];
        var ratio = both / times[1];
        return
        [
            new("append and reload one event", "at most 1.5x of a raw durable insert", $"{Figure.Time(both)} ({Figure.Time(times[0])} to append, {Figure.Time(times[2])} to reload)",
                $"{Figure.Time(times[1])} raw insert", ratio, ratio <= 1.5),
        ];

        async Task Append()
        {
            if (await store.Events.Append([new StreamAppend("INC-1", version++, [happened])], null, cancel) is not AppendResult.Appended)
            {
                throw new InvalidOperationException("The append was not taken.");
            }
        }
    }
}
