using System.Text.Json.Nodes;
using IncidentBot.Acceptance.LocalChat;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Slack;

/// <summary>The Home tab, where there is no channel: its button asks for an incident, and the form opens one.</summary>
public sealed class HomeJourneyTests(Browser browser)
{
    public static bool Present => LocalSlack.Present;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(SkipUnless = nameof(Present), Skip = LocalSlack.Missing)]
    public async Task An_incident_is_declared_from_the_Home_tab_and_an_update_is_sent_as_it_was_drafted()
    {
        await using var stage = await SlackStage.Start("http");
        await using var look = await SlackLook.At(browser, stage.Slack);
        await stage.Slack.OpenHome(DemoCast.Commander, Cancel);
        var declare = Buttons(await stage.Window.Home(Cancel)).Single(b => (string?)b["action_id"] == "open/declare");
        await look.Home("home-empty");

        await stage.Window.PressAtHome(DemoCast.Commander, declare, Cancel);
        var form = await stage.Window.Form(Cancel);
        await look.Picture("modal-declare", LocalSlack.Hall);
        await stage.Window.Submit(DemoCast.Commander, form, [("severity", "sev2"), ("service", "checkout"), ("summary", "orders fail for some users")], Cancel);
        var room = await stage.Room("inc-1-checkout");
        await room.Hear("INC-1 is open", Cancel);

        await room.Command(DemoCast.Commander, "update", Cancel);
        var update = await stage.Window.Form(Cancel);
        await look.Picture("modal-update", room.Channel);
        await stage.Window.Submit(DemoCast.Commander, update, [("audience", "customers"), ("do", "send")], Cancel);
        var told = SlackRoomView.Text(await room.Hear("told customers", Cancel));
        Assert.DoesNotContain("edited text", told, StringComparison.Ordinal);
        await stage.EveryDeliveryWasAnswered();
    }

    private static IEnumerable<JsonNode> AllOf(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(AllOf),
        JsonObject one => one.SelectMany(p => AllOf(p.Value)).Prepend(one),
        _ => [],
    };

    private static IEnumerable<JsonObject> Buttons(JsonObject home) => AllOf(home).OfType<JsonObject>().Where(o => (string?)o["type"] == "button");
}
