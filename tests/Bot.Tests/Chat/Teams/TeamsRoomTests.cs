using IncidentBot.Bot.Tests.Chat.Local;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>Rooms, who is called into them, and who is told what alone.</summary>
public sealed class TeamsRoomTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 23, 45, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("teams-room-").FullName;
    private StrictConnector teams = null!;
    private TeamsRig rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        teams = await TeamsRig.Teams(Cancel);
        rig = new TeamsRig(teams, folder);
    }

    public async ValueTask DisposeAsync()
    {
        rig.Dispose();
        await teams.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_incident_gets_a_channel_of_its_own_where_that_is_wanted_and_allowed()
    {
        Rebuilt(o => o.ChannelPerIncident = true);
        var first = await Open("inc-1-checkout", "e1");
        var second = await Open("inc-1-checkout", "e2");

        Assert.Equal(("19:inc-1-checkout@thread.tacv2", 0), (TeamsPlace.Of(first.Room).Channel, first.Troubles.Count));
        Assert.Equal("19:inc-1-checkout-2@thread.tacv2", TeamsPlace.Of(second.Room).Channel);
        Assert.Equal(first.Room, (await Open("inc-1-checkout", "e1")).Room);
    }

    [Fact]
    public async Task A_channel_that_may_not_be_created_is_a_thread_and_says_so()
    {
        Rebuilt(o => o.ChannelPerIncident = true);
        teams.MayCreateChannels = false;
        var opened = await Open("inc-1-checkout", "e1");

        Assert.Equal(StrictConversations.Incidents, TeamsPlace.Of(opened.Room).Channel);
        var trouble = Assert.Single(opened.Troubles);
        Assert.Contains("Forbidden", trouble.Problem, StringComparison.Ordinal);
        Assert.Contains("Channel.Create.Group", trouble.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_whose_answer_was_lost_is_found_again_and_not_made_twice()
    {
        Rebuilt(o => o.ChannelPerIncident = true);
        await rig.Connector.Team(StrictConversations.Team, Cancel);
        teams.Look(c => c.CreateChannel(StrictConversations.Group, new() { ["displayName"] = "inc-1-checkout", ["membershipType"] = "standard" }));

        var opened = await Open("inc-1-checkout", "e1");

        Assert.Equal("19:inc-1-checkout@thread.tacv2", TeamsPlace.Of(opened.Room).Channel);
        Assert.Equal("19:inc-1-checkout-2@thread.tacv2", TeamsPlace.Of((await Open("inc-1-checkout", "e2")).Room).Channel);
    }

    [Fact]
    public async Task Responders_are_called_by_name_once_and_who_cannot_be_is_said()
    {
        teams.Look(c => c.Users.Single(u => u.Aad == TeamsRig.AadOf("dana")).InTeam = false);
        var room = (await Open("inc-1", "e1")).Room;
        var request = new RoomRequest("inc-1", "incident", "sev1: <b>checkout</b> fails", ["ines", "dana", "nobody-here"]);

        var troubles = await rig.Chat.Furnish(room, request, "f1", Cancel);
        await rig.Chat.Furnish(room, request, "f1", Cancel);

        var call = Assert.Single(teams.Look(c => c.All[room].Where(a => a.Body["entities"] is not null).ToList()));
        Assert.Equal("<at>ines</at>: sev1: &lt;b&gt;checkout&lt;/b&gt; fails", (string)call.Body["text"]!);
        Assert.Equal("29:" + TeamsRig.AadOf("ines"), (string)call.Body["entities"]![0]!["mentioned"]!["id"]!);
        Assert.Equal(["could not call dana: not in the team.", "could not call nobody-here: no Teams account in People:List."], troubles.Select(t => t.Problem));
    }

    [Fact]
    public async Task A_call_is_told_in_a_chat_of_two_with_a_link_to_the_room_and_wakes_the_person()
    {
        var room = (await Open("inc-1", "e1")).Room;
        await rig.Chat.Whisper(room, "dana", new("decision", "INC-1 waits for you."), "k1", Cancel);

        var told = Assert.Single(teams.Look(c => c.All["a:" + TeamsRig.AadOf("dana")]));
        Assert.EndsWith($"\nAnswer in the room: {TeamsPlace.Of(room).Link(StrictConnector.Tenant)}", (string)told.Body["text"]!, StringComparison.Ordinal);
        Assert.True((bool)told.Body["channelData"]!["notification"]!["alert"]!);
    }

    [Theory]
    [InlineData(false, true, "BotNotInConversationRoster")]
    [InlineData(true, true, "MessageWritesBlocked")]
    public async Task Who_cannot_be_told_alone_is_told_in_the_room_with_the_reason(bool installed, bool deactivated, string code)
    {
        var room = (await Open("inc-1", "e1")).Room;
        teams.Look(c => c.Users.Single(u => u.Aad == TeamsRig.AadOf("dana")).Installed = installed);
        teams.Look(c => c.Users.Single(u => u.Aad == TeamsRig.AadOf("dana")).Deactivated = deactivated);

        await rig.Chat.Whisper(room, "dana", new("answer", "P1 waits."), "k1", Cancel);
        await rig.Chat.Whisper(room, "dana", new("answer", "P1 waits."), "k1", Cancel);

        var said = teams.Look(c => c.All[room]).Skip(1).Select(a => (string)a.Body["text"]!).ToList();
        Assert.StartsWith($"For dana, said here because Teams refuses the bot a chat with them ({code}", Assert.Single(said), StringComparison.Ordinal);
        Assert.EndsWith("P1 waits.", said[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_whispered_is_about_its_room()
    {
        var room = (await Open("inc-1", "e1")).Room;
        var button = SampleCards.Incident(Now).Buttons.First(b => b.Form is not null);
        await rig.Chat.Whisper(room, "dana", IncidentBot.Chat.Teams.Rendering.TeamsForm.Post(button, "INC-1", "", Now), "k1", Cancel);

        var card = Assert.Single(teams.Look(c => c.All["a:" + TeamsRig.AadOf("dana")])).Body["attachments"]![0]!["content"]!;
        var send = Rendering.TeamsStrictness.All(card["body"]).Single(e => (string?)e["type"] == "ActionSet")["actions"]![0]!;
        Assert.Equal((TeamsVerbs.Press, button.Id, room), ((string)send["verb"]!, (string)send["data"]![TeamsVerbs.Button]!, (string)send["data"]![TeamsVerbs.Room]!));
    }

    [Fact]
    public async Task Closing_is_said_once_and_stakeholders_have_a_thread_of_their_own()
    {
        var room = (await Open("inc-1", "e1")).Room;
        var stakeholders = await rig.Chat.OpenRoom(new("inc-1-stakeholders", "stakeholders", "Updates.", []), "s1", Cancel);
        await rig.Chat.Archive(room, Cancel);
        await rig.Chat.Archive(room, Cancel);

        Assert.NotEqual(room, stakeholders.Room);
        Assert.Equal(TeamsChat.Closing, (string)teams.Look(c => c.All[room][^1]).Body["text"]!);
        Assert.Equal(2, teams.Look(c => c.All[room].Count));
        await rig.Chat.Post(stakeholders.Room, new("update", "It is over."), "k9", Cancel);
    }

    private void Rebuilt(Action<TeamsOptions> change)
    {
        rig.Dispose();
        rig = new TeamsRig(teams, folder, change);
    }

    private Task<OpenedRoom> Open(string name, string key) => rig.Chat.OpenRoom(new(name, "incident", "sev1: checkout fails", []), key, Cancel);
}
