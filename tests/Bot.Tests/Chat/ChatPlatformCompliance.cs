using IncidentBot.Chat;
using IncidentBot.Workflow;
using Xunit;
using static System.Text.Json.JsonSerializer;

namespace IncidentBot.Bot.Tests.Chat;

/// <summary>What every chat platform promises through <see cref="IChatPlatform"/>. A platform's tests derive from this.</summary>
public abstract class ChatPlatformCompliance : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 23, 45, TimeSpan.Zero);
    private IChatPlatform chat = null!;

    /// <summary>A platform with nothing in it, and two people: "ines" and "dana".</summary>
    internal abstract Task<IChatPlatform> Start(CancellationToken cancel);

    /// <summary>What the platform shows to a person in a room, oldest first.</summary>
    internal abstract Task<IReadOnlyList<SeenMessage>> See(string room, string person, CancellationToken cancel);

    /// <summary>Holds that a card is shown whole, or that it says what is left out.</summary>
    internal virtual void CardArrived(Card card, SeenMessage seen) =>
        Assert.Equal(Serialize(card, WorkflowJson.Options), Serialize(seen.Card, WorkflowJson.Options));

    /// <summary>Whether the platform lets a bot pin.</summary>
    internal virtual bool Pins => true;

    /// <summary>Text as the platform shows it: one that cannot keep control characters harmless may name them.</summary>
    internal virtual string AsShown(string text) => text;

    public async ValueTask InitializeAsync() => chat = await Start(Cancel);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_room_opened_again_under_its_key_is_the_same_room()
    {
        var first = await Open("inc-1-checkout", "e1");

        Assert.Equal(first, await Open("inc-1-checkout", "e1"));
        Assert.Equal("inc-1-checkout", first.Name);
    }

    [Fact]
    public async Task A_taken_name_gets_a_suffix()
    {
        var first = await Open("inc-1-checkout", "e1");
        var second = await Open("inc-1-checkout", "e2");

        Assert.NotEqual(first.Room, second.Room);
        Assert.Equal("inc-1-checkout-2", second.Name);
    }

    [Fact]
    public async Task The_longest_name_still_has_room_for_a_suffix()
    {
        var name = new string('a', 80);
        await Open(name, "e1");

        var second = await Open(name, "e2");

        Assert.Equal(80, second.Name.Length);
        Assert.EndsWith("-2", second.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_cannot_be_invited_is_a_trouble_with_a_remedy_and_not_a_failure()
    {
        var opened = await chat.OpenRoom(new RoomRequest("inc-1", "incident", "t", ["ines", "nobody-here"]), "e1", Cancel);

        var trouble = Assert.Single(opened.Troubles);
        Assert.Contains("nobody-here", trouble.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(trouble.Remedy);
    }

    [Fact]
    public async Task A_post_repeated_under_its_key_is_one_message()
    {
        var room = (await Open("inc-1", "e1")).Room;

        var first = await chat.Post(room, new("state", "fenced"), "k1", Cancel);
        var again = await chat.Post(room, new("state", "fenced"), "k1", Cancel);

        Assert.Equal(first, again);
        Assert.Equal("fenced", Assert.Single(await See(room, "ines", Cancel)).Text);
    }

    [Fact]
    public async Task Posts_that_race_under_one_key_are_one_message()
    {
        var room = (await Open("inc-1", "e1")).Room;

        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => chat.Post(room, new("state", "fenced"), "k1", Cancel)));

        Assert.Single(ids.Distinct());
        Assert.Single(await See(room, "ines", Cancel));
    }

    [Fact]
    public async Task One_cause_may_be_told_in_two_rooms()
    {
        var (first, second) = ((await Open("inc-1", "e1")).Room, (await Open("stakeholders", "e2")).Room);

        await chat.Post(first, new("decision", "approved"), "k1", Cancel);
        await chat.Post(second, new("decision", "approved"), "k1", Cancel);

        Assert.Single(await See(first, "ines", Cancel));
        Assert.Single(await See(second, "ines", Cancel));
    }

    [Fact]
    public async Task An_edit_replaces_text_and_card_and_keeps_the_place()
    {
        var room = (await Open("inc-1", "e1")).Room;
        var id = await chat.Post(room, new("state", "old", Local.SampleCards.Incident(Now)), "k1", Cancel);
        await chat.Post(room, new("state", "later"), "k2", Cancel);

        await chat.Edit(room, id, new("state", "new", Local.SampleCards.Long(2, Now)), Cancel);
        await chat.Edit(room, id, new("state", "new", Local.SampleCards.Long(2, Now)), Cancel);

        var seen = await See(room, "ines", Cancel);
        Assert.Equal(["new", "later"], seen.Select(m => m.Text));
        Assert.Equal(id, seen[0].Id);
        CardArrived(Local.SampleCards.Long(2, Now), seen[0]);
    }

    [Fact]
    public async Task Pinning_twice_is_harmless()
    {
        var room = (await Open("inc-1", "e1")).Room;
        var id = await chat.Post(room, new("state", "card"), "k1", Cancel);
        Assert.False((await See(room, "ines", Cancel))[0].Pinned);

        await chat.Pin(room, id, Cancel);
        await chat.Pin(room, id, Cancel);

        Assert.Equal(Pins, Assert.Single(await See(room, "ines", Cancel)).Pinned);
    }

    [Fact]
    public async Task A_whisper_is_seen_by_one_person_alone_and_once()
    {
        var room = (await Open("inc-1", "e1")).Room;

        await chat.Whisper(room, "dana", new("refusal", "you proposed it"), "k1", Cancel);
        await chat.Whisper(room, "dana", new("refusal", "you proposed it"), "k1", Cancel);

        Assert.Equal("you proposed it", Assert.Single(await See(room, "dana", Cancel)).Text);
        Assert.Empty(await See(room, "ines", Cancel));
    }

    [Fact]
    public async Task An_archived_room_refuses_and_stays_readable()
    {
        var room = (await Open("inc-1", "e1")).Room;
        var id = await chat.Post(room, new("state", "closed"), "k1", Cancel);
        await chat.Archive(room, Cancel);
        await chat.Archive(room, Cancel);

        await Refused(() => chat.Post(room, new("state", "late"), "k2", Cancel));
        await Refused(() => chat.Edit(room, id, new("state", "rewritten"), Cancel));
        await Refused(() => chat.Whisper(room, "ines", new("answer", "late"), "k3", Cancel));
        await Refused(() => chat.Pin(room, id, Cancel));
        Assert.Equal(id, await chat.Post(room, new("state", "closed"), "k1", Cancel));
        Assert.Equal("closed", Assert.Single(await See(room, "ines", Cancel)).Text);
    }

    [Fact]
    public async Task What_does_not_exist_is_refused_with_a_remedy()
    {
        var room = (await Open("inc-1", "e1")).Room;

        await Refused(() => chat.Post("no-such-room", new("state", "x"), "k1", Cancel));
        await Refused(() => chat.Edit(room, "no-such-message", new("state", "x"), Cancel));
        await Refused(() => chat.Pin(room, "no-such-message", Cancel));
        await Refused(() => chat.Archive("no-such-room", Cancel));
        await Refused(() => chat.Whisper(room, "nobody-here", new("answer", "x"), "k1", Cancel));
    }

    [Theory]
    [InlineData("<script>alert(1)</script> & <b>bold</b>")]
    [InlineData("<!channel> <!everyone> <@U024BE7LH> @everyone @here")]
    [InlineData("LOSE \u202E0024\u202C \u2066x\u2069 \u200F")]
    [InlineData("*bold* _it_ ~no~ [link](javascript:alert(1)) `code` ```fence```")]
    [InlineData("'; DROP TABLE message; -- \u0001 \U0001F6A8 日本語")]
    public async Task Hostile_text_stays_text(string text)
    {
        var room = (await Open("inc-1", "e1")).Room;

        await chat.Post(room, new("update", text), "k1", Cancel);

        Assert.Equal(AsShown(text), Assert.Single(await See(room, "ines", Cancel)).Text);
    }

    [Fact]
    public async Task A_card_of_fifty_sections_arrives_whole()
    {
        var room = (await Open("inc-1", "e1")).Room;
        var card = Local.SampleCards.Long(50, Now);

        await chat.Post(room, new("state", "card", card), "k1", Cancel);

        CardArrived(card, Assert.Single(await See(room, "ines", Cancel)));
    }

    [Fact]
    public async Task Very_long_text_is_posted_whole_or_says_that_it_was_cut()
    {
        var room = (await Open("inc-1", "e1")).Room;

        // Each second half of a character is at an even place, where a careless cut would leave the first half alone.
        var text = "x" + string.Concat(Enumerable.Repeat("\U0001F6A8", 100_000));

        await chat.Post(room, new("update", text), "k1", Cancel);

        var seen = Assert.Single(await See(room, "ines", Cancel)).Text;
        Assert.StartsWith(text[..1001], seen, StringComparison.Ordinal);
        Assert.True(seen == text || seen.Contains("cut", StringComparison.Ordinal) || seen.EndsWith('…'), "neither whole nor marked as cut");
        Assert.DoesNotContain('\uFFFD', seen);
    }

    private static async Task Refused(Func<Task> call) =>
        Assert.NotEmpty((await Assert.ThrowsAsync<ChatRefusedException>(call)).Remedy);

    private async Task<OpenedRoom> Open(string name, string key)
    {
        var opened = await chat.OpenRoom(new RoomRequest(name, "incident", "topic", ["ines", "dana"]), key, Cancel);
        return opened with { Troubles = opened.Troubles.Count == 0 ? [] : opened.Troubles };
    }
}

/// <summary>A message as the platform shows it to somebody, unescaped.</summary>
internal sealed record SeenMessage(string Id, string Text, Card? Card, bool Pinned)
{
    /// <summary>All the words that it shows, where the platform renders the card itself.</summary>
    public string Shown { get; init; } = "";
}
