using System.Collections.Concurrent;
using IncidentBot.Store;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>Checkpoints in memory: each only ever moves on.</summary>
internal sealed class MemoryCheckpoints : ICheckpoints
{
    private readonly ConcurrentDictionary<string, long> marks = new(StringComparer.Ordinal);

    public Task<long> Read(string follower, CancellationToken cancel) => Task.FromResult(marks.GetValueOrDefault(follower));

    public Task Write(Checkpoint checkpoint, CancellationToken cancel)
    {
        marks.AddOrUpdate(checkpoint.Follower, checkpoint.Position, (_, known) => Math.Max(known, checkpoint.Position));
        return Task.CompletedTask;
    }
}
