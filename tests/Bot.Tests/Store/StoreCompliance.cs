using IncidentBot.Store;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

/// <summary>What every store must do, on whatever database: one partial file per port.</summary>
public abstract partial class StoreCompliance : IAsyncLifetime
{
    private protected static readonly DateTimeOffset T0 = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private protected IStoreUnderTest Store { get; private set; } = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEventStore Events => Store.Events;

    private IInbox Inbox => Store.Inbox;

    private IOutbox Outbox => Store.Outbox;

    public ValueTask InitializeAsync()
    {
        Store = Open(new ManualTime(T0));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Store is not null) await Store.DisposeAsync();
    }

    private protected abstract IStoreUnderTest Open(ManualTime clock);

    private static NewEvent Event(string text) => new("note.added.v1", $$"""{"text":"{{text}}"}""", T0);

    private static StreamAppend To(string stream, long expected, params string[] texts) => new(stream, expected, [.. texts.Select(Event)]);

    private Task<AppendResult> Append(string stream, long expected, params string[] texts) =>
        Events.Append([To(stream, expected, texts)], null, Cancel);

    private async Task<string[]> Texts(string stream) =>
        [.. (await Events.ReadStream(stream, 0, Cancel)).Select(e => e.Data[8..].Trim('"', '}'))];

    /// <summary>Starts all at one instant, on threads of their own as far as the pool has them.</summary>
    private static async Task<T[]> Race<T>(int racers, Func<int, Task<T>> run)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, racers).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await run(i);
        })).ToList();
        start.SetResult();
        return await Task.WhenAll(all).WaitAsync(Deadline);
    }
}
