using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>Buttons, forms and refreshing, and what each is answered.</summary>
public sealed class TeamsInvokeTests : WithTeamsIncident
{
    [Fact]
    public async Task A_press_is_carried_out_once_and_answered_with_the_card_as_it_is_then()
    {
        var press = bot.Execute("ines", room, TeamsVerbs.Press, new JsonObject { [TeamsVerbs.Button] = await Answer() });
        var (status, body) = await bot.Ask(press, Cancel);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)body!["type"]);
        Assert.DoesNotContain((string)press["value"]!["action"]!["data"]![TeamsVerbs.Button]!, body["value"]!.ToJsonString(), StringComparison.Ordinal);
        await bot.Ask(press, Cancel);
        Assert.Single(await bot.Events(Cancel), e => e is IncidentEvent.QuestionAnswered { By.Person: "ines" });
        Assert.DoesNotContain(bot.Teams.Whispers, w => w.Person == "ines" && w.Post.Kind == "refusal");
    }

    [Fact]
    public async Task A_stale_button_is_answered_to_its_presser_and_nothing_is_whispered_besides()
    {
        var (status, body) = await bot.Ask(bot.Execute("ines", room, TeamsVerbs.Press, new JsonObject { [TeamsVerbs.Button] = "0123456789abcdef" }), Cancel);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("application/vnd.microsoft.activity.message", (string?)body!["type"]);
        Assert.Contains("earlier state of the card", (string?)body["value"], StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Teams.Whispers, w => w.Post.Text.Contains("earlier state", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refresh_shows_and_never_acts_whatever_verb_it_names()
    {
        var button = await Answer();
        foreach (var (verb, trigger) in ((string, string)[])[(TeamsVerbs.Press, "automatic"), (TeamsVerbs.Refresh, "automatic"), (TeamsVerbs.Refresh, "manual")])
        {
            var (status, body) = await bot.Ask(bot.Execute("ines", room, verb, new JsonObject { [TeamsVerbs.Button] = button }, trigger), Cancel);
            Assert.Equal((HttpStatusCode.OK, "application/vnd.microsoft.card.adaptive"), (status, (string?)body!["type"]));
        }

        Assert.DoesNotContain(await bot.Events(Cancel), e => e is IncidentEvent.QuestionAnswered);
    }

    [Fact]
    public async Task A_form_comes_to_the_chat_of_two_and_a_faulty_one_comes_back_with_what_was_typed()
    {
        await bot.Send(bot.Command("ines", room, "mode region-loss two vantage points agree"), Cancel);
        var freeze = await Button("Freeze writes");

        var (_, opened) = await bot.Ask(bot.Execute("ines", room, TeamsVerbs.Open, new JsonObject { [TeamsVerbs.Button] = freeze }), Cancel);
        Assert.Contains("chat with the bot", (string?)opened!["value"], StringComparison.Ordinal);
        var form = await TeamsBot.Seen(() => bot.Teams.Whispers.FirstOrDefault(w => w.Post.Card?.Buttons.Any(b => b.Id == freeze) == true).Post, Cancel);
        Assert.NotNull(form.Card!.Buttons[0].Form);

        // From the chat of two, where the data says which room is meant.
        JsonObject Data(string reason) => new() { [TeamsVerbs.Button] = freeze, [TeamsVerbs.Room] = room, ["field.reason"] = reason };
        var (_, again) = await bot.Ask(bot.Execute("ines", "a:ines", TeamsVerbs.Press, Data("  ")), Cancel);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)again!["type"]);
        Assert.Contains("this is needed", again["value"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(await bot.Events(Cancel), e => e is IncidentEvent.FreezeOrdered);

        var (_, taken) = await bot.Ask(bot.Execute("ines", "a:ines", TeamsVerbs.Press, Data("writes are lost")), Cancel);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)taken!["type"]);
        Assert.Equal("writes are lost", Assert.Single((await bot.Until(e => e.OfType<IncidentEvent.FreezeOrdered>().Any(), Cancel)).OfType<IncidentEvent.FreezeOrdered>()).Reason);
    }

    [Fact]
    public async Task Only_a_chat_of_two_speaks_of_another_room_than_the_one_it_is_in()
    {
        var button = await Answer();
        var (_, body) = await bot.Ask(bot.Execute("ines", "19:elsewhere@thread.tacv2", TeamsVerbs.Press, new JsonObject { [TeamsVerbs.Button] = button, [TeamsVerbs.Room] = room }), Cancel);
        Assert.Contains("earlier state", (string?)body!["value"], StringComparison.Ordinal);
        Assert.DoesNotContain(await bot.Events(Cancel), e => e is IncidentEvent.QuestionAnswered);
    }

    [Fact]
    public async Task A_submitted_card_is_a_press_too()
    {
        var submit = TeamsActivities.Of(login.ServiceUrl, "message", "ines", room).With("value", new JsonObject { [TeamsVerbs.Button] = await Answer() }).With("replyToId", "1");
        Assert.Equal(HttpStatusCode.OK, await bot.Send(submit, Cancel));
        Assert.Equal(HttpStatusCode.OK, await bot.Send(submit, Cancel));
        await bot.Until(e => e.Any(x => x is IncidentEvent.QuestionAnswered { By.Person: "ines" }), Cancel);
    }

    [Theory]
    [InlineData("""{}""", "BadRequest")]
    [InlineData("""{"action":7}""", "BadRequest")]
    [InlineData("""{"action":{"type":"Action.Submit","verb":"press"}}""", "NotSupported")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"press"}}""", "BadRequest")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"press","data":{"ib-button":7}}}""", "BadRequest")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"launch","data":{"ib-button":"x"}}}""", "BadRequest")]
    public async Task What_is_no_action_of_ours_is_answered_in_the_shape_of_an_error(string value, string code)
    {
        var (status, body) = await bot.Ask(TeamsActivities.Of(login.ServiceUrl, "invoke", "ines", room).With("name", "adaptiveCard/action").With("value", JsonNode.Parse(value)), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal((400, "application/vnd.microsoft.error", code), ((int)body!["statusCode"]!, (string?)body["type"], (string?)body["value"]!["code"]));
    }

    /// <summary>A button that needs no form: a choice of the question that is open.</summary>
    private Task<string> Answer() => TeamsBot.Seen(() => Buttons().LastOrDefault(b => b is { Form: null, Confirm: null, Style: CardButtonStyle.Plain })?.Id, Cancel);

    /// <summary>The opaque id of a button of the living card.</summary>
    private Task<string> Button(string label) => TeamsBot.Seen(() => Buttons().LastOrDefault(b => b.Label == label)?.Id, Cancel);

    private IEnumerable<CardButton> Buttons() => bot.Teams.Posts.Concat(bot.Teams.Edits.Select(e => (e.Room, e.Post))).Where(p => p.Room == room).SelectMany(p => p.Post.Card?.Buttons ?? []);
}
