using IncidentBot.Bot.Tests.Chat.Local;
using IncidentBot.Chat;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>What the bot does in Slack once, although Slack knows no keys and answers get lost.</summary>
public sealed class SlackPostTests : WithSlackRig
{
    [Fact]
    public async Task A_post_whose_answer_was_lost_is_found_again_by_its_key_and_not_posted_twice()
    {
        var room = (await Open("inc-1", "e1")).Room;
        slack.LoseAnswer("chat.postMessage");
        await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Chat.Post(room, new("state", "fenced"), "k1", Cancel));

        Restart();
        var id = await rig.Chat.Post(room, new("state", "fenced"), "k1", Cancel);

        Assert.Equal(id, Assert.Single(Channel(room).Messages).Ts);
    }

    [Fact]
    public async Task A_channel_whose_answer_was_lost_is_found_again_and_not_opened_twice()
    {
        slack.LoseAnswer("conversations.create");
        await Assert.ThrowsAsync<ChatUnavailableException>(() => Open("inc-1", "e1"));

        Restart();
        var opened = await Open("inc-1", "e1");

        Assert.Equal("inc-1", opened.Name);
        Assert.Single(slack.Channels.All);
        Assert.Equal("inc-1-2", (await Open("inc-1", "e2")).Name);
    }

    [Fact]
    public async Task A_channel_that_is_asked_for_twice_at_once_is_one()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Open("inc-1", "e1")));

        Assert.Single(slack.Channels.All);
        Assert.Single(opened.Select(o => o.Room).Distinct());
    }

    [Fact]
    public async Task What_Slack_refused_for_its_rate_waits_for_the_time_it_names_and_is_not_searched_for()
    {
        var room = (await Open("inc-1", "e1")).Room;
        slack.Limit("chat.postMessage", 1, 2);

        var limited = await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Chat.Post(room, new("state", "x"), "k1", Cancel));
        var again = await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Chat.Post(room, new("state", "x"), "k1", Cancel));

        Assert.Equal(TimeSpan.FromSeconds(2), limited.RetryAfter);
        Assert.InRange(again.RetryAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));
        Assert.Single(slack.Calls, c => c == "chat.postMessage");
        Assert.DoesNotContain("conversations.history", slack.Calls);
    }

    [Fact]
    public async Task Each_side_effect_of_a_room_stands_alone_and_says_what_to_do()
    {
        slack.Scopes.Remove("bookmarks:write");
        slack.Refused["conversations.setTopic"] = "restricted_action";
        var room = (await Open("inc-1", "e1")).Room;

        var troubles = await rig.Chat.Furnish(room, new RoomRequest("inc-1", "incident", "sev1", ["ines", "greta", "nobody-here"]), "f1", Cancel);
        var again = await rig.Chat.Furnish(room, new RoomRequest("inc-1", "incident", "sev1", ["ines", "greta"]), "f1", Cancel);

        Assert.Contains(troubles, t => t.Problem.Contains("set the topic (restricted_action)", StringComparison.Ordinal) && t.Remedy.Length > 0);
        Assert.Contains(troubles, t => t.Problem.Contains("invite greta", StringComparison.Ordinal));
        Assert.Contains(troubles, t => t.Problem.Contains("nobody-here", StringComparison.Ordinal));
        Assert.Equal(troubles.SelectMany(t => t.Parts).Except(["invite nobody-here"]), again.SelectMany(t => t.Parts));
        Assert.Contains("U01INES", Channel(room).Members);
        Assert.StartsWith("Incident room", Channel(room).Purpose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_that_is_missing_is_named_with_what_to_add_and_the_incident_goes_on_in_the_incidents_channel()
    {
        slack.Channels.AddChannel("incidents", "U01INES", "U01INES");
        slack.Scopes.Remove("channels:manage");

        var opened = await Open("inc-1", "e1");

        Assert.Equal("incidents", opened.Name);
        var trouble = Assert.Single(opened.Troubles);
        Assert.Contains("missing_scope", trouble.Problem, StringComparison.Ordinal);
        Assert.Contains("channels:manage", trouble.Remedy, StringComparison.Ordinal);
        Assert.NotEmpty(await rig.Chat.Post(opened.Room, new("state", "still here"), "k1", Cancel));
        await rig.Chat.Archive(opened.Room, Cancel);
        Assert.False(Channel(opened.Room).Archived);
    }

    [Fact]
    public async Task A_channel_that_somebody_archived_is_opened_again_or_given_up_for_the_incidents_channel()
    {
        var (first, second) = ((await Open("inc-1", "e1")).Room, (await Open("inc-2", "e2")).Room);
        Channel(first).Archived = Channel(second).Archived = Channel(second).Unarchivable = true;

        Assert.NotEmpty(await rig.Chat.Post(first, new("state", "x"), "k1", Cancel));
        var lost = await Assert.ThrowsAsync<RoomLostException>(() => rig.Chat.Post(second, new("state", "x"), "k2", Cancel));

        Assert.False(Channel(first).Archived);
        Assert.Equal("incidents", lost.Instead.Name);
        Assert.NotEmpty(lost.Remedy);
    }

    [Fact]
    public async Task A_channel_that_was_renamed_is_the_same_room()
    {
        var room = (await Open("inc-1", "e1")).Room;
        Channel(room).Name = "inc-1-resolved";

        Assert.NotEmpty(await rig.Chat.Post(room, new("state", "x"), "k1", Cancel));
        Assert.Equal(room, (await Open("inc-1", "e1")).Room);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_costs_no_call_and_nobody_elses_message_is_edited()
    {
        var room = (await Open("inc-1", "e1")).Room;
        var post = new ChatPost("state", "card", SampleCards.Incident(new DateTimeOffset(2026, 3, 14, 2, 23, 45, TimeSpan.Zero)));
        var id = await rig.Chat.Post(room, post, "k1", Cancel);

        await rig.Chat.Edit(room, id, post, Cancel);
        await Assert.ThrowsAsync<ChatRefusedException>(() => rig.Chat.Edit(room, slack.Look(c => c.Say(room, "U01INES", "mine")), post, Cancel));

        Assert.Single(slack.Calls, c => c == "chat.update");
    }

    [Fact]
    public async Task Guests_and_the_deactivated_are_told_to_the_people_list()
    {
        slack.Channels.AddUser("U01DANA", "dana", deleted: true);

        var entries = await rig.Directory.Read(Cancel);

        Assert.Equal([("ines", true, false), ("dana", false, false), ("greta", true, true)], entries.Select(e => (e.Person, e.Active, e.Guest)));
    }

    private StrictChannel Channel(string id) => slack.Channels.All.Single(c => c.Id == id);

    private Task<OpenedRoom> Open(string name, string key) => rig.Chat.OpenRoom(new RoomRequest(name, "incident", "topic", ["ines"]), key, Cancel);

    private void Restart()
    {
        rig.Dispose();
        rig = new SlackRig(slack, folder);
    }
}
