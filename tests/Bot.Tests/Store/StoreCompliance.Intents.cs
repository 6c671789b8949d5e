using IncidentBot.Store;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public abstract partial class StoreCompliance
{
    private static readonly DateTimeOffset Asked = new(2026, 7, 1, 3, 0, 0, TimeSpan.Zero);

    private IIntents Intents => Store.Intents;

    [Fact]
    public async Task An_intent_survives_with_what_was_asked_and_without_a_result()
    {
        Assert.Null(await Intents.Find(Of("post", "1"), Cancel));
        await Intents.Intend(Of("post", "1"), "the card", Asked, Cancel);
        await Store.Crash();
        Assert.Equal(new Intent(Asked, "the card", null), await Intents.Find(Of("post", "1"), Cancel));
        Assert.Null(await Intents.Find(Of("room", "1"), Cancel));
        Assert.Null(await Intents.Find(Of("post", "1") with { Room = "C2" }, Cancel));
        Assert.Null(await Intents.Find(Of("post", "1") with { Platform = "teams" }, Cancel));
    }

    [Fact]
    public async Task A_result_survives_and_stays_when_the_same_is_intended_again()
    {
        await Intents.Intend(Of("post", "1"), "the card", Asked, Cancel);
        await Intents.Keep(Of("post", "1"), "ts-1", Cancel);
        await Intents.Intend(Of("post", "1"), "the card again", Asked.AddSeconds(1), Cancel);
        await Store.Crash();
        Assert.Equal(new Intent(Asked.AddSeconds(1), "the card again", "ts-1"), await Intents.Find(Of("post", "1"), Cancel));
    }

    [Fact]
    public async Task Only_an_intent_without_a_result_is_forgotten()
    {
        await Intents.Keep(Of("post", "0"), "ts-0", Cancel);
        await Intents.Intend(Of("post", "1"), "", Asked, Cancel);
        await Intents.Intend(Of("post", "2"), "", Asked, Cancel);
        await Intents.Keep(Of("post", "2"), "ts-2", Cancel);
        await Intents.Forget(Of("post", "1"), Cancel);
        await Intents.Forget(Of("post", "2"), Cancel);
        Assert.Null(await Intents.Find(Of("post", "0"), Cancel));
        Assert.Null(await Intents.Find(Of("post", "1"), Cancel));
        Assert.Equal("ts-2", (await Intents.Find(Of("post", "2"), Cancel))?.Result);
    }

    [Fact]
    public async Task An_intent_is_found_by_what_was_asked_and_by_its_result()
    {
        await Intents.Intend(Of("room", "1"), "inc-1", Asked, Cancel);
        await Intents.Keep(Of("room", "1"), "C1", Cancel);
        await Intents.Intend(Of("room", "2"), "inc-1", Asked.AddHours(1), Cancel);
        await Intents.Keep(Of("room", "2"), "C2", Cancel);
        await Intents.Intend(Of("room", "3"), "inc-1", Asked.AddHours(2), Cancel);

        Assert.Equal("C2", (await Intents.LastAsked("slack", "room", "inc-1", Cancel))?.Result);
        Assert.Null(await Intents.LastAsked("slack", "room", "inc-2", Cancel));
        Assert.Null(await Intents.LastAsked("slack", "post", "inc-1", Cancel));
        Assert.True(await Intents.Resulted("slack", "room", "C1", Cancel));
        Assert.False(await Intents.Resulted("slack", "room", "C3", Cancel));
        Assert.False(await Intents.Resulted("teams", "room", "C1", Cancel));
    }

    [Fact]
    public async Task Open_intents_are_taken_in_the_order_in_which_they_were_made()
    {
        Assert.Null(await Intents.Oldest("slack", "errand", Cancel));
        foreach (var key in new[] { "b", "a", "c" })
        {
            await Intents.Intend(Of("errand", key), $"errand {key}", Asked, Cancel);
        }

        var taken = new List<string>();
        while (await Intents.Oldest("slack", "errand", Cancel) is { } open)
        {
            Assert.Equal((Asked, $"errand {open.Key.Key}"), (open.At, open.Asked));
            taken.Add(open.Key.Key);
            await Intents.Keep(open.Key, "done", Cancel);
        }

        Assert.Equal(["b", "a", "c"], taken);
    }

    [Fact]
    public async Task What_has_a_result_expires_and_what_waits_does_not()
    {
        await Intents.Intend(Of("errand", "old"), "", Asked, Cancel);
        await Intents.Keep(Of("errand", "old"), "done", Cancel);
        await Intents.Intend(Of("errand", "waits"), "", Asked, Cancel);
        await Intents.Intend(Of("errand", "new"), "", Asked.AddHours(49), Cancel);
        await Intents.Keep(Of("errand", "new"), "done", Cancel);
        await Intents.Expire("slack", "errand", Asked.AddHours(1), Cancel);
        Assert.Null(await Intents.Find(Of("errand", "old"), Cancel));
        Assert.NotNull(await Intents.Find(Of("errand", "waits"), Cancel));
        Assert.NotNull(await Intents.Find(Of("errand", "new"), Cancel));
    }

    private static IntentKey Of(string kind, string key) => new("slack", kind, "C1", key);
}
