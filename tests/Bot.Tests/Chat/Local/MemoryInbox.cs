using System.Collections.Concurrent;
using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Bot.Tests.Chat.Local;

/// <summary>The part of the inbox that a chat platform uses: adding, once per kind and key.</summary>
internal sealed class MemoryInbox : IInbox
{
    private readonly ConcurrentQueue<InboxItem> items = new();
    private readonly HashSet<(string, string)> keys = [];

    internal bool Unavailable { get; set; }

    internal IReadOnlyList<InboxItem> Items => [.. items];

    internal IReadOnlyList<ChatInbound> Inbound => [.. items.Select(i => JsonSerializer.Deserialize<ChatInbound>(i.Payload, WorkflowJson.Options)!)];

    public Task<InboxReceipt> Add(InboxItem item, CancellationToken cancel)
    {
        lock (keys)
        {
            if (Unavailable)
            {
                throw new StoreUnavailableException("The disk is full: free some space.");
            }

            if (!keys.Add((item.Kind, item.Key)))
            {
                return Task.FromResult(InboxReceipt.Duplicate);
            }

            items.Enqueue(item);
            return Task.FromResult(InboxReceipt.Accepted);
        }
    }

    public Task<InboxLoad> Load(CancellationToken cancel) => throw NotForPlatforms();

    public Task<IReadOnlyList<InboxEntry>> Pending(int max, CancellationToken cancel) => throw NotForPlatforms();

    public Task Done(IReadOnlyList<long> ids, CancellationToken cancel) => throw NotForPlatforms();

    public Task Retry(long id, string reason, DateTimeOffset notBefore, CancellationToken cancel) => throw NotForPlatforms();

    public Task Park(long id, string reason, CancellationToken cancel) => throw NotForPlatforms();

    public Task<IReadOnlyList<InboxEntry>> Parked(int max, CancellationToken cancel) => throw NotForPlatforms();

    public Task<int> Forget(DateTimeOffset before, CancellationToken cancel) => throw NotForPlatforms();

    public Task Arrived(CancellationToken cancel) => throw NotForPlatforms();

    private static InvalidOperationException NotForPlatforms() => new("A chat platform may only add to the inbox.");
}
