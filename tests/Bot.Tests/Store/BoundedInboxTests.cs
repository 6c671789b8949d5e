using System.Net;
using IncidentBot.Bot.Tests.Web;
using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

/// <summary>An inbox takes no more than may wait; what is not taken is said to be so, and its sender keeps it.</summary>
public sealed class BoundedInboxTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly SqliteStore store;
    private readonly BoundedInbox inbox;

    public BoundedInboxTests()
    {
        store = SqliteStore.Open(folder.Path, clock);
        inbox = new BoundedInbox(store.Inbox, store.Outbox, new WriteWatch(clock), 3, clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_is_beyond_the_bound_is_refused_and_taken_again_as_soon_as_there_is_room()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(InboxReceipt.Accepted, await inbox.Add(Alarm($"{i}"), Cancel));
        }

        var full = await Assert.ThrowsAsync<StoreUnavailableException>(() => inbox.Add(Alarm("3"), Cancel));
        Assert.Contains("Store:MostPending", full.Message, StringComparison.Ordinal);
        Assert.Equal((3, true), ((await inbox.Load(Cancel)).Waiting, (await inbox.Load(Cancel)).IsFull));

        await inbox.Done([(await inbox.Pending(1, Cancel))[0].Id], Cancel);
        await Eventually.Holds(() => Taken("3"), "taken", Cancel);
        Assert.Equal(["1", "2", "3"], (await inbox.Pending(9, Cancel)).Select(e => e.Key));
    }

    [Fact]
    public async Task What_other_nodes_took_counts_after_a_second_and_duplicates_do_not()
    {
        await inbox.Add(Alarm("0"), Cancel);
        Assert.Equal(InboxReceipt.Duplicate, await inbox.Add(Alarm("0"), Cancel));
        await store.Inbox.Add(Alarm("1"), Cancel);
        await store.Inbox.Add(Alarm("2"), Cancel);
        await Eventually.Holds(async () => !await Taken("0"), "counted", Cancel);
        Assert.False(await Taken("3"));
    }

    [Fact]
    public async Task While_as_many_messages_wait_to_be_sent_chats_are_refused_and_alarms_are_taken()
    {
        await store.Outbox.Enqueue([.. Enumerable.Range(0, 3).Select(i => new OutboxMessage($"m{i}", "slack/INC-1", "post", "{}", OutboxPriority.State, null, clock.GetUtcNow()))], null, Cancel);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => inbox.Add(new InboxItem("chat", "c", "{}", clock.GetUtcNow()), Cancel));
        Assert.Equal(InboxReceipt.Accepted, await inbox.Add(Alarm("0"), Cancel));
    }

    [Fact]
    public async Task A_full_inbox_answers_503_with_when_to_come_again()
    {
        await using var web = await WebUnderTest.Start(("Store:MostPending", "1000"));
        await web.Services.GetRequiredService<InboxWorker>().StopAsync(Cancel);
        var all = web.Services.GetRequiredService<IInbox>();
        for (var i = 0; i < 1_000; i++)
        {
            await all.Add(Alarm($"{i}"), Cancel);
        }

        var refused = await web.Event(WebUnderTest.EventBridgeKey);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (refused.Status, refused.Header("Retry-After")));
        Assert.Equal(1_000, (await all.Load(Cancel)).Waiting);
    }

    private async Task<bool> Taken(string key)
    {
        try
        {
            await inbox.Add(Alarm(key), Cancel);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private InboxItem Alarm(string key) => new("alarm", key, "{}", clock.GetUtcNow());
}
