using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>Messages of Teams in the timeline: by reaction, by the action on a message; edits and deletions follow.</summary>
public sealed class TeamsCaptureTests : WithTeamsIncident
{
    [Fact]
    public async Task A_pinned_message_keeps_author_time_and_link_and_follows_its_edits()
    {
        var said = TeamsActivities.Said(login.ServiceUrl, "dana", room, "disk is full on db-1").With("id", "1701").With("timestamp", "2026-03-14T02:06:07.000Z");
        await Ok(said);
        await Ok(Reaction("omar", "1701", "like"));
        await Ok(Reaction("omar", "1701", "1f4cc_pushpin"));

        var pinned = Assert.Single((await bot.Until(e => e.OfType<IncidentEvent.MessagePinned>().Any(), Cancel)).OfType<IncidentEvent.MessagePinned>());
        Assert.Equal(("Dana", "disk is full on db-1", "omar", "teams"), (pinned.Author, pinned.Text, pinned.By.Person, pinned.By.Via));
        Assert.Equal(new DateTimeOffset(2026, 3, 14, 2, 6, 7, TimeSpan.Zero), pinned.SaidAt);
        Assert.StartsWith("https://teams.microsoft.com/l/message/", pinned.Link, StringComparison.Ordinal);

        var edit = Edited("dana", "1701", "disk is full on db-2").With("timestamp", "2026-03-14T02:08:00.000Z");
        await Ok(edit);
        await Ok(edit);
        await Ok(Edited("dana", "1701", "disk is full on db-3").With("timestamp", "2026-03-14T02:09:00.000Z"));
        await Ok(TeamsActivities.Of(login.ServiceUrl, "messageDelete", "dana", room).With("id", "1701").With("channelData", Data("softDeleteMessage")));
        var events = await bot.Until(e => e.OfType<IncidentEvent.MessageRemoved>().Any(), Cancel);
        Assert.Equal(["disk is full on db-2", "disk is full on db-3"], events.OfType<IncidentEvent.MessageRevised>().Select(e => e.Text));
        Assert.Single(events.OfType<IncidentEvent.MessagePinned>());
    }

    [Fact]
    public async Task A_message_that_Teams_did_not_show_is_refused_with_the_way_to_keep_it()
    {
        await Ok(Reaction("omar", "1799", "1f4cc_pushpin"));
        var text = await TeamsBot.Seen(() => bot.Teams.Whispers.Where(w => w.Person == "omar").Select(w => w.Post.Text).FirstOrDefault(), Cancel);
        Assert.Contains("Keep in the timeline", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_action_on_a_message_keeps_it_without_its_markup_and_with_no_link_but_Teams_own()
    {
        var keep = TeamsActivities.Of(login.ServiceUrl, "invoke", "omar", room).With("name", "composeExtension/fetchTask").With("value", new JsonObject
        {
            ["commandId"] = "keep",
            ["messagePayload"] = new JsonObject
            {
                ["id"] = "1702",
                ["createdDateTime"] = "2026-03-14T02:07:00Z",
                ["linkToMessage"] = "https://evil.example.com/",
                ["from"] = new JsonObject { ["user"] = new JsonObject { ["displayName"] = "Greta", ["id"] = TeamsActivities.UserOf("greta") } },
                ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = "<div><p>p99 is <b>4 s</b></p><p>since 02:05 &lt;!channel&gt;</p></div>" },
            },
        });
        var (status, body) = await bot.Ask(keep, Cancel);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("message", (string?)body!["task"]!["type"]);
        await Ok(keep);

        var pinned = Assert.Single((await bot.Until(e => e.OfType<IncidentEvent.MessagePinned>().Any(), Cancel)).OfType<IncidentEvent.MessagePinned>());
        Assert.Equal(("Greta", "p99 is 4 s\nsince 02:05 <!channel>"), (pinned.Author, pinned.Text));
        Assert.StartsWith("https://teams.microsoft.com/", pinned.Link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emoji_never_approves_and_what_belongs_to_no_incident_is_not_kept()
    {
        await Ok(TeamsActivities.Said(login.ServiceUrl, "dana", room, "approve P1 because yes").With("id", "1703"));
        await Ok(Reaction("dana", "1703", "like"));
        await Ok(Reaction("dana", "1703", "1f44d_thumbsup"));
        await Ok(TeamsActivities.Said(login.ServiceUrl, "dana", "19:elsewhere@thread.tacv2", "lunch?").With("id", "1704"));
        await Ok(Reaction("dana", "1704", "1f4cc_pushpin", "19:elsewhere@thread.tacv2"));
        await Ok(bot.Command("dana", room, "note last"));
        var events = await bot.Until(e => e.OfType<IncidentEvent.NoteTaken>().Any(), Cancel);
        Assert.DoesNotContain(events, e => e is IncidentEvent.MessagePinned);
        Assert.DoesNotContain(bot.Teams.Whispers, w => w.Person == "dana");
    }

    private JsonObject Reaction(string person, string message, string emoji, string? conversation = null) =>
        TeamsActivities.Of(login.ServiceUrl, "messageReaction", person, conversation ?? room).With("replyToId", message).With("reactionsAdded", new JsonArray(new JsonObject { ["type"] = emoji }));

    private JsonObject Edited(string person, string message, string text) =>
        TeamsActivities.Said(login.ServiceUrl, person, room, text).With("type", "messageUpdate").With("id", message).With("channelData", Data("editMessage"));

    private static JsonObject Data(string happened) => new() { ["eventType"] = happened, ["tenant"] = new JsonObject { ["id"] = BotFramework.Tenant }, ["team"] = new JsonObject { ["id"] = TeamsActivities.Team } };

    private async Task Ok(JsonObject activity) => Assert.Equal(HttpStatusCode.OK, await bot.Send(activity, Cancel));
}
