using IncidentBot.Acceptance.Chats;
using IncidentBot.Acceptance.LocalChat;
using IncidentBot.Acceptance.Slack;
using IncidentBot.Demo;
using IncidentBot.Exports;
using IncidentBot.Store;
using IncidentBot.Workflow.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Acceptance.Teams;

/// <summary>A lost region in Teams: from a signed alarm by buttons and forms alone, and without an alarm by words alone.</summary>
public sealed class TeamsJourneyTests(Browser browser)
{
    public static bool Present => Playground.Present;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(SkipUnless = nameof(Present), Skip = Playground.Missing)]
    public async Task A_lost_region_is_failed_over_by_buttons_and_forms_alone()
    {
        await using var stage = await TeamsStage.Start();
        await using var look = await TeamsLook.At(browser, stage.Teams);
        await stage.Bot.Lose();
        var room = await stage.Room();
        await Story.Classify(room);
        await Story.Propose(room);
        await look.Channel("card-proposed");
        await Approvals(room, look);
        await Story.Arm(room);
        await Press(room, look);
        await Restored(stage, room);
    }

    [Fact(SkipUnless = nameof(Present), Skip = Playground.Missing)]
    public async Task An_incident_is_declared_and_a_region_moved_by_words_alone()
    {
        await using var stage = await TeamsStage.Start();
        await stage.Bot.LoseUnnoticed();
        await stage.Teams.Say($"{Playground.Hall};messageid=1", DemoCast.Commander, "declare sev1 checkout is failing in us-east-1", Cancel);
        var room = await stage.Room();
        await room.HearAlone(DemoCast.Commander, "INC-1 is open for checkout", Cancel);
        await room.Say(DemoCast.Commander, "role take commander", Cancel);
        await room.Say(DemoCast.Responder, "mode region-loss two vantage points agree", Cancel);
        await room.Hear("Failure mode: region-loss.", Cancel);
        await Wait.For(async () => (await room.Buttons(Cancel)).FirstOrDefault(b => b.Contains("Propose failover", StringComparison.Ordinal)), () => "Nothing to propose.", Cancel);
        await room.Say(DemoCast.Responder, "propose", Cancel);
        await room.Hear("proposes P1", Cancel);
        await room.Say(DemoCast.Commander, "update send executives", Cancel);
        await room.Hear("told executives", Cancel);
        await room.Say(DemoCast.Commander, "approve 100000 records 3600s because “two vantage points” see it", Cancel);
        await room.Say(DemoCast.DataOwner, "approve 100000 records 3600s because the window is a few seconds", Cancel);
        await room.Hear("Every required role has approved.", Cancel);
        await room.Say(DemoCast.Commander, "prepare", Cancel);
        await room.Hear("ARMED.", Cancel);
        await room.Say(DemoCast.Responder, "press PROMOTE eu-west-1 LOSE 100000", Cancel);
        await room.HearAlone(DemoCast.Responder, "✕ Not done. ", Cancel);
        await room.Say(DemoCast.Commander, "press PROMOTE eu-west-1 LOSE 100000", Cancel);
        await room.Hear("RESTORED in", Cancel);
        var (lost, seconds) = stage.Bot.Lost();
        await room.Say(DemoCast.DataOwner, $"reconcile lost {lost} within {seconds}s fenced: the edge refuses writes to us-east-1 account: counted from both row sets on disk", Cancel);
        await room.Hear("Reconciled by", Cancel);
        await room.Say(DemoCast.Commander, "resolve checkout serves from eu-west-1", Cancel);
        await room.Hear("resolved the incident.", Cancel);
    }

    private static async Task Approvals(TeamsRoomView room, TeamsLook look)
    {
        var form = await room.Open(DemoCast.Commander, "Approve", Cancel);
        await look.Chat("form-approve");
        var again = await room.Send(DemoCast.Commander, form, [("reason", " ")], Cancel);
        Assert.Contains("Why: this is needed.", again.ToJsonString(), StringComparison.Ordinal);
        await room.Send(DemoCast.Commander, form, [("role", "commander"), ("reason", "two vantage points see the region down")], Cancel);
        await room.Hear("approved as commander", Cancel);
        await room.Fill(DemoCast.DataOwner, "Approve", [("role", "data-owner"), ("reason", "the window is a few seconds")], Cancel);
        await room.Hear("Every required role has approved.", Cancel);
    }

    private static async Task Press(TeamsRoomView room, TeamsLook look)
    {
        var form = await room.Open(DemoCast.Commander, "Press", Cancel);
        await look.Chat("form-press");
        await room.Send(DemoCast.Commander, form, [("phrase", "promote it")], Cancel);
        Assert.DoesNotContain(room.Said(), t => t.Contains("POINT OF NO RETURN", StringComparison.OrdinalIgnoreCase));
        await room.Send(DemoCast.Commander, form, [("phrase", TeamsRoomView.Phrase(form))], Cancel);
        await room.Hear("RESTORED in", Cancel);
        await look.Channel("card-restored");
    }

    private static async Task Restored(TeamsStage stage, TeamsRoomView room)
    {
        var (lost, seconds) = stage.Bot.Lost();
        await room.Fill(DemoCast.DataOwner, "Reconcile",
            [("lost", lost), ("seconds", seconds), ("fenced", "the edge refuses writes to us-east-1"), ("account", "counted from both row sets on disk")], Cancel);
        await room.Hear("Reconciled by", Cancel);
        await room.Fill(DemoCast.Commander, "Resolve", [("reason", "checkout serves from eu-west-1")], Cancel);
        await room.Hear("resolved the incident.", Cancel);
        var export = await stage.Bot.Services.GetRequiredService<IncidentExport>().Write("INC-1", ExportFormat.Json, Cancel);
        Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(export!.Text, null, stage.Bot.Services.GetRequiredService<HeadSigner>().PublicKeyPem));
        await room.Fill(DemoCast.Commander, "Close", [("reason", "the record is kept")], Cancel);
        await room.Hear("closed the incident.", Cancel);
    }
}
