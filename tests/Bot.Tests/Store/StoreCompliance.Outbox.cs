using IncidentBot.Store;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public abstract partial class StoreCompliance
{
    private static OutboxMessage Message(
        string key, string room = "A", OutboxPriority priority = OutboxPriority.State, string? coalesce = null, DateTimeOffset? at = null) =>
        new(key, room, "post", $"text {key}", priority, coalesce, at ?? T0);

    private Task Say(params OutboxMessage[] messages) => Outbox.Enqueue(messages, null, Cancel);

    private async Task<OutboxEntry[]> Next(DateTimeOffset? now = null, params string[] busy) =>
        [.. await Outbox.Next(busy, now ?? T0, 99, Cancel)];

    /// <summary>Sends everything that may be sent, one by one; the answer is the order of the keys.</summary>
    private async Task<string[]> Drain()
    {
        var keys = new List<string>();
        while (await Next() is [var first, ..])
        {
            keys.Add(first.Key);
            await Outbox.Sent(first.Id, null, T0, Cancel);
        }

        return [.. keys];
    }

    [Fact]
    public async Task A_message_comes_back_as_it_was_stored()
    {
        await Say(Message("1", coalesce: "card"));
        var entry = Assert.Single(await Next());
        Assert.Equal(new OutboxEntry(entry.Id, "1", "A", "post", "text 1", OutboxPriority.State, "card", T0, 0), entry);
    }

    [Fact]
    public async Task A_room_gets_its_messages_by_priority_and_then_in_order_of_arrival()
    {
        await Say(Message("u1", priority: OutboxPriority.Update), Message("s1"), Message("al", priority: OutboxPriority.Alarm));
        await Say(Message("s2"), Message("ap", priority: OutboxPriority.Approval), Message("u2", priority: OutboxPriority.Update));
        Assert.Equal(["ap", "s1", "s2", "u1", "u2", "al"], await Drain());
    }

    [Fact]
    public async Task Each_free_room_offers_one_message_and_the_most_urgent_come_first()
    {
        await Say(Message("a1", "A"), Message("b1", "B", OutboxPriority.Approval), Message("a2", "A"), Message("c1", "C"), Message("d1", "D"));
        Assert.Equal(["b1", "a1", "d1"], (await Next(null, "C")).Select(e => e.Key));
        Assert.Equal(["b1", "a1"], (await Outbox.Next([], T0, 2, Cancel)).Select(e => e.Key));
    }

    [Fact]
    public async Task A_key_is_taken_once_for_ever()
    {
        await Say(Message("1"), Message("1") with { Payload = "again" });
        Assert.Equal(["1"], await Drain());
        await Store.Crash();
        await Say(Message("1"));
        Assert.Empty(await Next());
    }

    [Fact]
    public async Task A_message_with_a_tag_takes_the_place_of_the_unsent_one()
    {
        await Say(Message("card1", coalesce: "card"), Message("post"), Message("other room", "B", coalesce: "card"));
        await Say(Message("card2", coalesce: "card", priority: OutboxPriority.Alarm, at: T0.AddSeconds(9)), Message("pin", coalesce: "pin"));
        Assert.Equal(4, (await Outbox.Age(Cancel)).Waiting);
        await Outbox.Sent((await Next()).Single(e => e.Room == "B").Id, null, T0, Cancel);
        Assert.Equal(["card2", "post", "pin"], await Drain());
        // The replaced one counts as said: its key is taken.
        await Say(Message("card1", coalesce: "card"));
        Assert.Empty(await Next());
        await Say(Message("card3", coalesce: "card"));
        Assert.Equal(["card3"], await Drain());
    }

    [Fact]
    public async Task A_message_replaced_while_it_was_sent_leaves_its_successor_to_be_sent()
    {
        await Say(Message("card1", coalesce: "card"));
        var sending = (await Next())[0];
        await Say(Message("card2", coalesce: "card"));
        await Outbox.Sent(sending.Id, "platform-1", T0, Cancel);
        Assert.Equal("platform-1", await Outbox.PlatformId("A", "card", Cancel));
        Assert.Equal(["card2"], (await Next()).Select(e => e.Key));
    }

    [Fact]
    public async Task The_successor_of_a_failed_message_waits_as_long_as_that_one_had_to()
    {
        await Say(Message("card1", coalesce: "card"));
        var sending = (await Next())[0];
        await Say(Message("card2", coalesce: "card"));
        await Outbox.Retry(sending.Id, "429", T0.AddSeconds(30), Cancel);
        Assert.Empty(await Next());
        await Say(Message("card3", coalesce: "card"));
        Assert.Empty(await Next(T0.AddSeconds(29)));
        var entry = Assert.Single(await Next(T0.AddSeconds(30)));
        Assert.Equal(("card3", 1), (entry.Key, entry.Attempts));
    }

    [Fact]
    public async Task A_retried_message_blocks_its_room_and_no_other()
    {
        await Say(Message("a1"), Message("b1", "B"));
        await Outbox.Retry((await Next())[0].Id, "503", T0.AddSeconds(5), Cancel);
        await Say(Message("a0", priority: OutboxPriority.Approval));
        Assert.Equal(["b1"], (await Next()).Select(e => e.Key));
        await Store.Crash();
        Assert.Equal(["a0", "b1"], (await Next(T0.AddSeconds(5))).Select(e => e.Key));
    }

    [Fact]
    public async Task A_message_that_is_given_up_is_shown_and_makes_way()
    {
        await Say(Message("1"), Message("2"));
        var id = (await Next())[0].Id;
        await Outbox.GiveUp(id, "the room is gone", Cancel);
        await Outbox.Retry(id, "too late", T0.AddSeconds(5), Cancel);
        Assert.Equal(["2"], await Drain());
        var failure = Assert.Single(await Outbox.GivenUp(9, Cancel));
        Assert.Equal(("1", "text 1", "the room is gone"), (failure.Entry.Key, failure.Entry.Payload, failure.Reason));
    }

    [Fact]
    public async Task The_platform_s_id_is_that_of_the_last_sent_message_with_the_tag()
    {
        Assert.Null(await Outbox.PlatformId("A", "card", Cancel));
        foreach (var (key, platform) in new[] { ("1", "p1"), ("2", "p2"), ("3", null) })
        {
            await Say(Message(key, coalesce: "card"));
            var id = (await Next())[0].Id;
            await Outbox.Sent(id, platform, T0, Cancel);
            await Outbox.Sent(id, "twice", T0, Cancel);
        }

        Assert.Equal("p2", await Outbox.PlatformId("A", "card", Cancel));
        Assert.Null(await Outbox.PlatformId("B", "card", Cancel));
    }

    [Fact]
    public async Task The_age_is_that_of_the_oldest_that_waits_its_replacements_included()
    {
        Assert.Equal(new OutboxAge(0, null), await Outbox.Age(Cancel));
        await Say(Message("1", coalesce: "card"), Message("2", at: T0.AddSeconds(1)));
        await Say(Message("3", coalesce: "card", at: T0.AddSeconds(2)));
        Assert.Equal(new OutboxAge(2, T0), await Outbox.Age(Cancel));
    }

    [Fact]
    public async Task The_sender_is_woken_by_a_message_and_by_one_that_comes_due()
    {
        await Outbox.Waiting(Cancel).WaitAsync(Deadline, Cancel);
        await Say(Message("1"));
        await Outbox.Waiting(Cancel).WaitAsync(Deadline, Cancel);
        await Outbox.Retry((await Next())[0].Id, "429", T0.AddSeconds(5), Cancel);
        await Outbox.Waiting(Cancel).WaitAsync(Deadline, Cancel);
        var waiting = Outbox.Waiting(Cancel);
        await Until(() => Store.Clock.Timers > 0);
        Assert.False(waiting.IsCompleted);
        Store.Clock.Advance(TimeSpan.FromSeconds(6));
        await waiting.WaitAsync(Deadline, Cancel);
    }
}
