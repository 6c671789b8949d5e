using IncidentBot.Store;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public abstract partial class StoreCompliance
{
    private static InboxItem Item(string key, string kind = "sns", DateTimeOffset? at = null) => new(kind, key, $"payload {key}", at ?? T0);

    [Fact]
    public async Task A_delivery_is_taken_once_and_read_in_order_of_arrival()
    {
        Assert.Equal(InboxReceipt.Accepted, await Inbox.Add(Item("1"), Cancel));
        Assert.Equal(InboxReceipt.Accepted, await Inbox.Add(Item("2"), Cancel));
        Assert.Equal(InboxReceipt.Duplicate, await Inbox.Add(Item("1") with { Payload = "another" }, Cancel));
        Assert.Equal(InboxReceipt.Accepted, await Inbox.Add(Item("1", "eventbridge"), Cancel));
        var pending = await Inbox.Pending(9, Cancel);
        Assert.Equal([("sns", "1"), ("sns", "2"), ("eventbridge", "1")], pending.Select(e => (e.Kind, e.Key)));
        Assert.Equal(new InboxEntry(pending[0].Id, "sns", "1", "payload 1", T0, 0, null), pending[0]);
        Assert.Equal(pending.Take(2), await Inbox.Pending(2, Cancel));
    }

    [Fact]
    public async Task Hostile_text_comes_back_as_it_came()
    {
        var item = new InboxItem("k'--", "\0key\u2028", "a\0b'\"; DROP TABLE inbox;\ud83d\ude00\r\n", T0);
        await Inbox.Add(item, Cancel);
        var entry = Assert.Single(await Inbox.Pending(9, Cancel));
        Assert.Equal(item, new InboxItem(entry.Kind, entry.Key, entry.Payload, entry.ReceivedAt));
    }

    [Fact]
    public async Task Of_eight_equal_deliveries_one_is_taken()
    {
        var receipts = await Race(Racers, _ => Inbox.Add(Item("1"), Cancel));
        Assert.Single(receipts, InboxReceipt.Accepted);
        Assert.Single(await Inbox.Pending(9, Cancel));
    }

    [Fact]
    public async Task Ten_thousand_deliveries_from_many_callers_are_all_kept_once()
    {
        const int callers = 100;
        const int each = 100;
        await Race(callers, async i =>
        {
            for (var n = 0; n < each; n++) Assert.Equal(InboxReceipt.Accepted, await Inbox.Add(Item($"{i}/{n}"), Cancel));
            return i;
        });
        await Store.Crash();
        var keys = (await Inbox.Pending(int.MaxValue, Cancel)).Select(e => e.Key).ToList();
        Assert.Equal(callers * each, keys.Count);
        Assert.Equal(callers * each, keys.Distinct().Count());
    }

    [Fact]
    public async Task A_key_is_remembered_for_48_hours_after_it_was_handled_and_then_forgotten()
    {
        await Inbox.Add(Item("1"), Cancel);
        await Inbox.Add(Item("2"), Cancel);
        var ids = (await Inbox.Pending(9, Cancel)).Select(e => e.Id).ToList();
        await Inbox.Done([ids[0]], Cancel);
        await Inbox.Done([ids[0]], Cancel);
        var late = T0 + IInbox.Remembered;
        Assert.Equal(0, await Inbox.Forget(late - IInbox.Remembered, Cancel));
        Assert.Equal(InboxReceipt.Duplicate, await Inbox.Add(Item("1", at: late), Cancel));
        Assert.Equal(1, await Inbox.Forget(late.AddTicks(1) - IInbox.Remembered, Cancel));
        Assert.Equal(InboxReceipt.Accepted, await Inbox.Add(Item("1", at: late), Cancel));
        // What was not handled is not forgotten, and no id is ever given again.
        var pending = await Inbox.Pending(9, Cancel);
        Assert.Equal(["2", "1"], pending.Select(e => e.Key));
        Assert.DoesNotContain(pending[1].Id, ids);
        Assert.IsType<AppendResult.AlreadyDone>(await Events.Append([To("INC-1", 0, "x")], ids[0], Cancel));
    }

    [Fact]
    public async Task A_failed_entry_is_hidden_until_its_time()
    {
        await Inbox.Add(Item("1"), Cancel);
        await Inbox.Add(Item("2"), Cancel);
        var id = (await Inbox.Pending(9, Cancel))[0].Id;
        await Inbox.Retry(id, "database down", T0.AddSeconds(5), Cancel);
        Assert.Equal(["2"], (await Inbox.Pending(9, Cancel)).Select(e => e.Key));
        await Store.Crash();
        Store.Clock.Advance(TimeSpan.FromSeconds(5));
        var entry = (await Inbox.Pending(9, Cancel))[0];
        Assert.Equal((id, 1, "database down"), (entry.Id, entry.Attempts, entry.Reason));
    }

    [Fact]
    public async Task A_parked_entry_is_kept_shown_and_not_tried_again()
    {
        await Inbox.Add(Item("1"), Cancel);
        var id = (await Inbox.Pending(9, Cancel))[0].Id;
        await Inbox.Park(id, "no handler for it", Cancel);
        Assert.Empty(await Inbox.Pending(9, Cancel));
        var parked = Assert.Single(await Inbox.Parked(9, Cancel));
        Assert.Equal((id, "payload 1", "no handler for it"), (parked.Id, parked.Payload, parked.Reason));
        Assert.Equal(0, await Inbox.Forget(T0.AddDays(30), Cancel));
        Assert.Equal(InboxReceipt.Duplicate, await Inbox.Add(Item("1"), Cancel));
    }

    [Fact]
    public async Task A_consumer_is_woken_by_an_arrival_and_by_an_entry_that_comes_due()
    {
        await Inbox.Arrived(Cancel).WaitAsync(Deadline, Cancel);
        await Inbox.Add(Item("1"), Cancel);
        // Given before it was waited for, and not lost.
        await Inbox.Arrived(Cancel).WaitAsync(Deadline, Cancel);
        var id = (await Inbox.Pending(9, Cancel))[0].Id;
        await Inbox.Retry(id, "later", T0.AddSeconds(5), Cancel);
        await Inbox.Arrived(Cancel).WaitAsync(Deadline, Cancel);
        var waiting = Inbox.Arrived(Cancel);
        await Until(() => Store.Clock.Timers > 0);
        Store.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);
        Store.Clock.Advance(TimeSpan.FromSeconds(2));
        await waiting.WaitAsync(Deadline, Cancel);
        Assert.Single(await Inbox.Pending(9, Cancel));
    }

    [Fact]
    public async Task A_call_that_was_given_up_takes_no_hint_away()
    {
        await Inbox.Arrived(Cancel).WaitAsync(Deadline, Cancel);
        var givenUp = Inbox.Arrived(Cancel);
        var waiting = Inbox.Arrived(Cancel);
        await Until(() => Store.Clock.Timers == 2);
        await Inbox.Add(Item("1"), Cancel);
        await Task.WhenAll(givenUp, waiting).WaitAsync(Deadline, Cancel);
        // And it is still there for who was not waiting.
        await Inbox.Arrived(Cancel).WaitAsync(Deadline, Cancel);
    }
}
