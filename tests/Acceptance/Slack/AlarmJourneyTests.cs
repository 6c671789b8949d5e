using IncidentBot.Acceptance.Chats;
using System.Text.Json.Nodes;
using IncidentBot.Acceptance.LocalChat;
using IncidentBot.Demo;
using IncidentBot.Store;
using IncidentBot.Workflow.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Acceptance.Slack;

/// <summary>From a signed alarm to the exported record, in Slack, over HTTP and over Socket Mode.</summary>
public sealed class AlarmJourneyTests(Browser browser)
{
    public static bool Present => LocalSlack.Present;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(SkipUnless = nameof(Present), Skip = LocalSlack.Missing)]
    public async Task A_lost_region_is_failed_over_by_buttons_and_forms_alone()
    {
        await using var stage = await SlackStage.Start("http");
        await using var look = await SlackLook.At(browser, stage.Slack);
        await stage.Bot.Lose();
        var room = await stage.Room("inc-1-checkout");
        await Story.Classify(room);
        await Degraded(room);
        await Story.Propose(room);
        await look.Picture("card-proposed", room.Channel);
        await Approvals(stage, room, look);
        await Home(stage, look);
        await Story.Arm(room);
        await Press(stage, room, look);
        await Restored(stage, room);
        await stage.EveryDeliveryWasAnswered();
    }

    [Fact(SkipUnless = nameof(Present), Skip = LocalSlack.Missing)]
    public async Task Over_a_socket_it_comes_to_the_same_end()
    {
        await using var stage = await SlackStage.Start("socket");
        await stage.Bot.Lose();
        var room = await stage.Room("inc-1-checkout");
        await Story.Classify(room);
        await Story.Propose(room);
        await Story.ApproveAll(room);
        await Story.Arm(room);
        var form = await room.Open(DemoCast.Commander, "Press", Cancel);
        await stage.Window.Submit(DemoCast.Commander, form, [("phrase", SlackWindow.Phrase(form))], Cancel);
        await room.Hear("RESTORED in", Cancel);
        await stage.EveryDeliveryWasAnswered();
    }

    /// <summary>local-slack has no topics, invitations and pins: the room says so once for each, with what to do, and goes on.</summary>
    private static async Task Degraded(SlackRoomView room)
    {
        var said = (await room.Said(Cancel)).Where(t => t.Contains("Degraded:", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [
                "could not bookmark the card",
                "could not pin the card",
                "could not set the topic, set the purpose, invite dario, invite maya",
                "in the stakeholders' room, could not set the topic, set the purpose",
            ],
            said.Select(t => t["Degraded: ".Length..t.IndexOf(" (", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        Assert.All(said, t => Assert.EndsWith(" (unknown_method). This workspace's Slack does not offer it; do it by hand.", t, StringComparison.Ordinal));
    }

    private static async Task Approvals(SlackStage stage, SlackRoomView room, SlackLook look)
    {
        var form = await room.Open(DemoCast.Commander, "Approve", Cancel);
        await look.Picture("modal-approve", room.Channel);
        var refused = await stage.Window.Refused(DemoCast.Commander, form, [("reason", " ")], Cancel);
        Assert.Equal("Why: this is needed.", (string?)refused["field/reason"]);
        await stage.Window.Submit(DemoCast.Commander, form, [("role", "commander"), ("reason", "two vantage points see the region down")], Cancel);
        await room.Hear("approved as commander", Cancel);
        await room.Fill(DemoCast.DataOwner, "Approve", [("role", "data-owner"), ("reason", "the window is a few seconds")], Cancel);
        await room.Hear("Every required role has approved.", Cancel);
    }

    private static async Task Home(SlackStage stage, SlackLook look)
    {
        await stage.Slack.OpenHome(DemoCast.Commander, Cancel);
        Assert.Contains("INC-1", (await stage.Window.Home(Cancel)).ToJsonString(), StringComparison.Ordinal);
        await look.Home("home");
    }

    private static async Task Press(SlackStage stage, SlackRoomView room, SlackLook look)
    {
        var form = await room.Open(DemoCast.Commander, "Press", Cancel);
        await look.Picture("modal-press", room.Channel);
        var refused = await stage.Window.Refused(DemoCast.Commander, form, [("phrase", "promote it")], Cancel);
        Assert.NotNull(refused["field/phrase"]);
        Assert.DoesNotContain(await room.Said(Cancel), t => t.Contains("POINT OF NO RETURN", StringComparison.OrdinalIgnoreCase));
        await stage.Window.Submit(DemoCast.Commander, form, [("phrase", SlackWindow.Phrase(form))], Cancel);
        await room.Hear("RESTORED in", Cancel);
        await look.Picture("card-restored", room.Channel);
    }

    /// <summary>The record lies in the room, whole, and whoever downloads it can prove that nothing was changed.</summary>
    private static async Task Exported(SlackStage stage, SlackRoomView room)
    {
        await room.Command(DemoCast.Responder, "export", Cancel);
        var given = await room.Hear(m => m["files"] is JsonArray { Count: > 0 }, "the record", Cancel);
        Assert.Contains("asked for by Ravi", SlackRoomView.Text(given), StringComparison.Ordinal);
        var files = given["files"]!.AsArray().ToDictionary(f => (string)f!["name"]!, f => f!.AsObject());
        Assert.Equal(["INC-1.csv", "INC-1.html", "INC-1.json", "INC-1.md"], files.Keys.Order(StringComparer.Ordinal));
        var json = await stage.Slack.Download(files["INC-1.json"], Cancel);
        var verdict = Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(json, null, stage.Bot.Services.GetRequiredService<HeadSigner>().PublicKeyPem));
        Assert.Contains($"--head {verdict.Head}", SlackRoomView.Text(given), StringComparison.Ordinal);
    }

    private static async Task Restored(SlackStage stage, SlackRoomView room)
    {
        var (lost, seconds) = stage.Bot.Lost();
        await room.Fill(DemoCast.DataOwner, "Reconcile",
            [("lost", lost), ("seconds", seconds), ("fenced", "the edge refuses writes to us-east-1"), ("account", "counted from both row sets on disk")], Cancel);
        await room.Hear("Reconciled by", Cancel);
        await room.Command(DemoCast.Commander, "update send customers", Cancel);
        var told = await stage.Slack.Channels(Cancel);
        await room.Hear("told customers", Cancel);
        Assert.Contains(told, c => ((string)c["name"]!).EndsWith("-stakeholders", StringComparison.Ordinal));
        await room.Fill(DemoCast.Commander, "Resolve", [("reason", "checkout serves from eu-west-1")], Cancel);
        await room.Hear("resolved the incident.", Cancel);
        await Exported(stage, room);
        await room.Fill(DemoCast.Commander, "Close", [("reason", "the record is kept")], Cancel);
        await room.Hear("closed the incident.", Cancel);
        await Wait.For(async () => (await room.Buttons(Cancel)).Count == 0 ? "" : null, () => "The closed incident's card has buttons still.", Cancel);
    }
}
