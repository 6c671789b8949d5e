using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Chat.Teams;
using IncidentBot.Workflow.Incidents;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>What people write in Teams, through the whole bot.</summary>
public sealed class TeamsMessageTests : WithTeamsBot
{
    [Fact]
    public async Task A_message_counts_once_however_often_it_is_delivered()
    {
        var room = await bot.Declare("ines", Cancel);
        var note = bot.Command("ines", room, "note the load balancer shows 503");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => Assert.Equal(HttpStatusCode.OK, await bot.Send(note, Cancel))));
        await Say("ines", room, "note last");

        var notes = (await bot.Until(e => e.OfType<IncidentEvent.NoteTaken>().Any(n => n.Text == "last"), Cancel)).OfType<IncidentEvent.NoteTaken>().ToList();
        Assert.Equal(["the load balancer shows 503", "last"], notes.Select(n => n.Text));
        Assert.All(notes, n => Assert.Equal(("ines", "teams"), (n.By.Person, n.By.Via)));
    }

    [Fact]
    public async Task Only_what_speaks_to_the_bot_is_a_command_and_a_reply_in_the_rooms_thread_is_in_the_room()
    {
        var room = await bot.Declare("ines", Cancel);
        Assert.Equal(HttpStatusCode.OK, await bot.Send(TeamsActivities.Said(login.ServiceUrl, "ines", room, "note not for the bot"), Cancel));
        await Say("ines", room + ";messageid=1700", "note in a thread");
        var notes = (await bot.Until(e => e.OfType<IncidentEvent.NoteTaken>().Any(), Cancel)).OfType<IncidentEvent.NoteTaken>();
        Assert.Equal("in a thread", Assert.Single(notes).Text);
    }

    [Fact]
    public async Task In_a_chat_of_two_no_mention_is_needed_and_nothing_said_is_help()
    {
        foreach (var (text, answer) in ((string, string)[])[("list", "No incident is open"), ("/incident list", "No incident is open"), ("", "Open an incident"), ("declair sev1 x", "Did you mean `declare`")])
        {
            var before = bot.Teams.Whispers.Count;
            Assert.Equal(HttpStatusCode.OK, await bot.Send(TeamsActivities.Said(login.ServiceUrl, "dana", "a:dana", text), Cancel));
            var (room, person, post) = await TeamsBot.Seen(() => bot.Teams.Whispers.Skip(before).Select(w => Tuple.Create(w.Room, w.Person, w.Post)).FirstOrDefault(), Cancel);
            Assert.Equal(("a:dana", "dana"), (room, person));
            Assert.Contains(answer, post.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mention_of_a_person_is_that_person()
    {
        var room = await bot.Declare("ines", Cancel);
        var assign = bot.Command("ines", room, "role assign data-owner <at>Dana</at>");
        assign["entities"]!.AsArray().Add(new JsonObject { ["type"] = "mention", ["text"] = "<at>Dana</at>", ["mentioned"] = new JsonObject { ["id"] = "29:dana", ["name"] = "Dana" } });
        Assert.Equal(HttpStatusCode.OK, await bot.Send(assign, Cancel));
        await bot.Until(e => e.OfType<IncidentEvent.RoleTaken>().Any(r => r is { Person: "dana" }), Cancel);
    }

    [Fact]
    public async Task A_stranger_and_somebody_of_another_tenant_take_notes_and_nothing_else()
    {
        var room = await bot.Declare("ines", Cancel);
        await Say("mallory", room, "role take commander");
        var foreign = bot.Command("dana", room, "role take data-owner");
        foreign["from"]!["tenantId"] = "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee";
        Assert.Equal(HttpStatusCode.OK, await bot.Send(foreign, Cancel));
        await Say("mallory", room, "note I was here");

        var events = await bot.Until(e => e.OfType<IncidentEvent.NoteTaken>().Any(), Cancel);
        Assert.Equal($"teams:{BotFramework.Tenant}/99999999-0000-4000-8000-000000000009", Assert.Single(events.OfType<IncidentEvent.NoteTaken>()).By.Person);
        Assert.Equal(["ines"], events.OfType<IncidentEvent.RoleTaken>().Select(t => t.By.Person));
    }

    [Fact]
    public async Task Other_bots_and_the_bot_itself_command_nothing()
    {
        var room = await bot.Declare("ines", Cancel);
        var own = bot.Command("ines", room, "note of its own");
        own["from"] = new JsonObject { ["id"] = TeamsActivities.Bot, ["name"] = "Incident Bot" };
        var other = bot.Command("ines", room, "note of another");
        other["from"]!["role"] = "bot";
        Assert.Equal(HttpStatusCode.OK, await bot.Send(own, Cancel));
        Assert.Equal(HttpStatusCode.OK, await bot.Send(other, Cancel));
        await Say("ines", room, "note by a person");
        Assert.Equal("by a person", Assert.Single((await bot.Until(e => e.OfType<IncidentEvent.NoteTaken>().Any(), Cancel)).OfType<IncidentEvent.NoteTaken>()).Text);
    }

    [Fact]
    public async Task A_deactivated_user_and_a_guest_can_do_nothing_that_counts()
    {
        bot.Members.All[TeamsActivities.UserOf("dana")] = bot.Members.All[TeamsActivities.UserOf("dana")] with { Enabled = false };
        bot.Members.All[TeamsActivities.UserOf("greta")] = bot.Members.All[TeamsActivities.UserOf("greta")] with { UserRole = "guest" };
        await bot.Services.GetRequiredService<IncidentBot.People.DirectorySync>().Refresh(Cancel);
        var room = await bot.Declare("ines", Cancel);

        await Say("dana", room, "role take commander");
        await Say("greta", room, "role take commander");
        await TeamsBot.Seen(() => bot.Teams.Whispers.Any(w => w.Person == "dana") && bot.Teams.Whispers.Any(w => w.Person == "greta") ? "" : null, Cancel);
        await Say("omar", room, "role take commander");

        // Who declares is the first commander.
        var taken = (await bot.Until(e => e.OfType<IncidentEvent.RoleTaken>().Any(r => r.Person == "omar"), Cancel)).OfType<IncidentEvent.RoleTaken>();
        Assert.Equal(["ines", "omar"], taken.Select(t => t.Person));
    }

    [Fact]
    public async Task Where_the_app_is_put_it_says_a_word_once_and_knows_the_way_back()
    {
        var added = TeamsActivities.Of(login.ServiceUrl, "installationUpdate", "dana", "a:dana").With("action", "add");
        Assert.Equal(HttpStatusCode.OK, await bot.Send(added, Cancel));
        Assert.Equal(HttpStatusCode.OK, await bot.Send(TeamsActivities.Of(login.ServiceUrl, "conversationUpdate", "dana", "a:dana")
            .With("membersAdded", new JsonArray(new JsonObject { ["id"] = TeamsActivities.Bot })), Cancel));
        await TeamsBot.Seen(() => bot.Teams.Posts.Any(p => p.Room == "a:dana" && p.Post.Text.Contains("`help`", StringComparison.Ordinal)) ? "" : null, Cancel);
        await Send("dana", "a:dana", "list");
        await TeamsBot.Seen(() => bot.Teams.Whispers.Any(w => w.Room == "a:dana") ? "" : null, Cancel);
        Assert.Single(bot.Teams.Posts, p => p.Room == "a:dana");

        var references = bot.Services.GetRequiredService<TeamsReferences>();
        Assert.Equal(("a:dana", "29:dana", login.ServiceUrl), (await references.Personal(TeamsActivities.UserOf("dana"), Cancel)) is { } known ? (known.Conversation, known.UserId, known.ServiceUrl) : default);
        Assert.Equal(login.ServiceUrl, await references.ServiceUrl(Cancel));
        Assert.Equal(HttpStatusCode.OK, await bot.Send(added.With("action", "remove").With("id", "f:removed"), Cancel));
        Assert.Null(await references.Personal(TeamsActivities.UserOf("dana"), Cancel));
    }

    private async Task Say(string person, string room, string text) => Assert.Equal(HttpStatusCode.OK, await bot.Send(bot.Command(person, room, text), Cancel));

    private async Task Send(string person, string room, string text) => Assert.Equal(HttpStatusCode.OK, await bot.Send(TeamsActivities.Said(login.ServiceUrl, person, room, text), Cancel));
}
