using IncidentBot.Bot.Tests.Chat.Local;
using IncidentBot.Chat;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Chatter is said under the card, so that the channel holds what was decided and what changed.</summary>
public sealed class SlackThreadTests : WithSlackRig
{
    private static readonly ChatPost Chatter = new("alarm", "2 of 3 alarms are in ALARM.") { Aside = true };

    [Fact]
    public async Task Chatter_goes_under_the_card_and_everything_else_into_the_channel()
    {
        var room = await Room();
        await rig.Chat.Post(room.Id, Chatter, "before", Cancel);
        var card = await Card(room);
        await rig.Chat.Post(room.Id, Chatter, "after", Cancel);
        await rig.Chat.Post(room.Id, new ChatPost("decision", "approved"), "decided", Cancel);

        Assert.Equal([null, null, card, null], room.Messages.Select(m => m.Thread));
    }

    [Fact]
    public async Task Chatter_whose_answer_was_lost_is_found_in_the_thread_and_not_said_twice()
    {
        var room = await Room();
        await Card(room);
        slack.LoseAnswer("chat.postMessage");
        await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Chat.Post(room.Id, Chatter, "a1", Cancel));
        rig.Dispose();
        rig = new SlackRig(slack, folder);

        var id = await rig.Chat.Post(room.Id, Chatter, "a1", Cancel);

        Assert.Equal(id, Assert.Single(room.Messages, m => m.Thread is not null).Ts);
        Assert.Equal(2, room.Messages.Count);
    }

    [Fact]
    public async Task Without_its_card_chatter_is_said_in_the_channel_until_there_is_another()
    {
        var room = await Room();
        var card = await Card(room);
        slack.Look(_ => room.Messages.RemoveAll(m => m.Ts == card));
        await rig.Chat.Post(room.Id, Chatter, "a1", Cancel);
        var again = await Card(room, "again");
        await rig.Chat.Post(room.Id, Chatter, "a2", Cancel);

        Assert.Equal([null, null, again], room.Messages.Select(m => m.Thread));
    }

    [Fact]
    public async Task In_the_incidents_channel_nothing_goes_under_a_card_of_another_matter()
    {
        var hall = (await rig.Chat.OpenRoom(new RoomRequest("incidents", RoomBook.Triage, "", []), "hall", Cancel)).Room;
        var room = slack.Channels.All.Single(c => c.Id == hall);
        await Card(room);
        await rig.Chat.Post(hall, Chatter, "a1", Cancel);

        Assert.All(room.Messages, m => Assert.Null(m.Thread));
    }

    private Task<string> Card(StrictChannel room, string key = "card") =>
        rig.Chat.Post(room.Id, new ChatPost("state", "card", SampleCards.Incident(new DateTimeOffset(2026, 3, 14, 2, 23, 45, TimeSpan.Zero))), key, Cancel);

    private async Task<StrictChannel> Room()
    {
        var opened = await rig.Chat.OpenRoom(new RoomRequest("inc-1", RoomBook.Incident, "", []), "e1", Cancel);
        return slack.Channels.All.Single(c => c.Id == opened.Room);
    }
}
