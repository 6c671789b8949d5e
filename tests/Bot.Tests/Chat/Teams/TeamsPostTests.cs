using IncidentBot.Bot.Tests.Chat.Local;
using IncidentBot.Bot.Tests.Chat.Slack.Rendering;
using IncidentBot.Bot.Tests.Chat.Teams.Rendering;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>What becomes of posts when Teams is slow, full, deaf or has lost something.</summary>
public sealed class TeamsPostTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 23, 45, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("teams-post-").FullName;
    private StrictConnector teams = null!;
    private TeamsRig rig = null!;
    private string room = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        teams = await TeamsRig.Teams(Cancel);
        rig = new TeamsRig(teams, folder);
        room = (await rig.Chat.OpenRoom(new("inc-1-checkout", "incident", "sev1: checkout fails", []), "e1", Cancel)).Room;
    }

    public async ValueTask DisposeAsync()
    {
        rig.Dispose();
        await teams.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_first_card_takes_the_place_of_the_message_that_began_the_thread_and_later_ones_reply()
    {
        var first = await rig.Chat.Post(room, new("state", "card", SampleCards.Incident(Now)), "k1", Cancel);
        var second = await rig.Chat.Post(room, new("state", "card", SampleCards.Incident(Now)), "k2", Cancel);

        Assert.Equal(TeamsPlace.Of(room).Root, first);
        Assert.NotEqual(first, second);
        Assert.Equal(2, teams.Look(c => c.All[room].Count));
    }

    [Fact]
    public async Task A_card_that_somebody_deleted_is_refused_and_posted_anew()
    {
        var id = await rig.Chat.Post(room, new("state", "card", SampleCards.Incident(Now)), "k1", Cancel);
        teams.Look(c => c.Activity(room, id).Deleted = true);

        Assert.Contains("posted anew", (await Assert.ThrowsAsync<ChatRefusedException>(() => rig.Chat.Edit(room, id, new("state", "new", SampleCards.Incident(Now)), Cancel))).Remedy, StringComparison.Ordinal);
        Assert.NotEqual(id, await rig.Chat.Post(room, new("state", "new", SampleCards.Incident(Now)), "k2", Cancel));
    }

    [Theory]
    [InlineData(412)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task What_Microsoft_says_to_try_again_is_tried_again(int status)
    {
        teams.Next(status, times: 2);
        await rig.Chat.Post(room, new("state", "x"), "k1", Cancel);
        Assert.Equal(2, teams.Look(c => c.All[room].Count));
    }

    [Fact]
    public async Task A_limited_thread_waits_as_long_as_Teams_asked_and_posts_once()
    {
        teams.Next(429, seconds: 17);
        Assert.Equal(TimeSpan.FromSeconds(17), (await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Chat.Post(room, new("state", "x"), "k1", Cancel))).RetryAfter);
        var calls = teams.Calls.Count;
        await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Chat.Post(room, new("state", "x"), "k1", Cancel));
        Assert.Equal(calls, teams.Calls.Count);
        Assert.Single(teams.Look(c => c.All[room]));
    }

    [Fact]
    public async Task While_Teams_is_away_everything_waits()
    {
        teams.Down = true;
        await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Chat.Post(room, new("state", "x"), "k1", Cancel));
        teams.Down = false;
        await rig.Chat.Post(room, new("state", "x"), "k1", Cancel);
        Assert.Equal(2, teams.Look(c => c.All[room].Count));
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_posted_again_because_nobody_can_look()
    {
        teams.LoseAnswer();
        await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Chat.Post(room, new("state", "x"), "k1", Cancel));
        var id = await rig.Chat.Post(room, new("state", "x"), "k1", Cancel);

        Assert.Equal(3, teams.Look(c => c.All[room].Count));
        Assert.Equal(id, await rig.Chat.Post(room, new("state", "x"), "k1", Cancel));
    }

    [Fact]
    public async Task A_restart_keeps_rooms_posts_and_the_cards_place()
    {
        var id = await rig.Chat.Post(room, new("state", "card", SampleCards.Incident(Now)), "k1", Cancel);
        rig.Dispose();
        rig = new TeamsRig(teams, folder);

        Assert.Equal(room, (await rig.Chat.OpenRoom(new("inc-1-checkout", "incident", "t", []), "e1", Cancel)).Room);
        Assert.Equal(id, await rig.Chat.Post(room, new("state", "card", SampleCards.Incident(Now)), "k1", Cancel));
        Assert.Single(teams.Look(c => c.All[room]));
    }

    [Fact]
    public async Task Whoever_has_no_use_for_a_button_is_asked_to_look_for_themselves()
    {
        await rig.Chat.Furnish(room, new("inc-1", "incident", "t", ["ines", "maya"]), "f1", Cancel);
        var story = SlackStory.Armed();
        var id = await rig.Chat.Post(room, new("state", "", CardBuilder.Of(story.Situation, story.Now)), "k1", Cancel);

        var card = (System.Text.Json.Nodes.JsonObject)teams.Look(c => c.Activity(room, id)).Body["attachments"]![0]!["content"]!;
        Assert.Equal(["29:" + TeamsRig.AadOf("ines")], ((System.Text.Json.Nodes.JsonArray)card["refresh"]!["userIds"]!).Select(u => (string)u!));
        Assert.Contains("Press…", TeamsReading.Of(card), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_chat_a_post_is_a_message_of_it_and_no_thread()
    {
        var chat = (await rig.Connector.Chat(TeamsRig.AadOf("ines"), Cancel)).Id;
        await rig.References.Keep(new TeamsReference(TeamsReference.Personal, chat, teams.Service.ToString(), StrictConnector.Tenant, TeamsRig.AadOf("ines"), "29:i", null, null), Cancel);

        var id = await rig.Chat.Post(chat, new("answer", "Welcome."), "k1", Cancel);
        await rig.Chat.Edit(chat, id, new("answer", "Hello."), Cancel);

        Assert.Equal("Hello.", (string)Assert.Single(teams.Look(c => c.All[chat])).Body["text"]!);
    }

    [Fact]
    public async Task A_rooms_name_is_followed_by_a_link_to_it()
    {
        var hall = (await rig.Chat.OpenRoom(new("incidents", "triage", "t", []), "t1", Cancel)).Room;
        var id = await rig.Chat.Post(hall, new("state", "INC-1 is open. Its room is `inc-1-checkout`."), "k1", Cancel);

        var place = TeamsPlace.Of(room);
        Assert.EndsWith($"https://teams.microsoft.com/l/message/{Uri.EscapeDataString(place.Channel)}/{place.Root}?tenantId={StrictConnector.Tenant}",
            (string)teams.Look(c => c.Activity(TeamsPlace.Thread(hall, id), id)).Body["text"]!, StringComparison.Ordinal);
    }
}
