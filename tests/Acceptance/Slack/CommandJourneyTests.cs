using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Slack;

/// <summary>No alarm: people declare and decide by slash commands and mentions.</summary>
public sealed class CommandJourneyTests
{
    private const string Mention = $"<@{LocalSlack.Bot}>";

    public static bool Present => LocalSlack.Present;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(SkipUnless = nameof(Present), Skip = LocalSlack.Missing)]
    public async Task An_incident_is_declared_and_a_region_moved_by_words_alone()
    {
        await using var stage = await SlackStage.Start("http");
        await stage.Bot.LoseUnnoticed();
        await stage.Slack.Command(LocalSlack.Hall, DemoCast.Commander, "declare sev1 checkout is failing in us-east-1", Cancel);
        var room = await stage.Room("inc-1-");
        await Decide(stage, room);
        await Capture(stage, room);
        await room.Command(DemoCast.Commander, "prepare", Cancel);
        await room.Hear("ARMED.", Cancel);
        await room.Command(DemoCast.Responder, "press PROMOTE eu-west-1 LOSE 100000", Cancel);
        await room.Hear(m => (string?)m["ephemeral_to"] == LocalSlack.UserOf(DemoCast.Responder) && SlackRoomView.Text(m).StartsWith("✕ Not done. ", StringComparison.Ordinal), "a refusal", Cancel);
        await stage.Slack.Say(room.Channel, DemoCast.Commander, $"{Mention} press PROMOTE eu-west-1 LOSE 100000", Cancel);
        await room.Hear("RESTORED in", Cancel);
        var (lost, seconds) = stage.Bot.Lost();
        await room.Command(DemoCast.DataOwner, $"reconcile lost {lost} within {seconds}s fenced: the edge refuses writes to us-east-1 account: counted from both row sets on disk", Cancel);
        await room.Hear("Reconciled by", Cancel);
        await room.Command(DemoCast.Commander, "resolve checkout serves from eu-west-1", Cancel);
        await room.Hear("resolved the incident.", Cancel);
        await stage.EveryDeliveryWasAnswered();
    }

    private static async Task Decide(SlackStage stage, SlackRoomView room)
    {
        await room.Command(DemoCast.Commander, "role take commander", Cancel);
        await room.Command(DemoCast.Responder, "mode region-loss two vantage points agree", Cancel);
        await room.Hear("Failure mode: region-loss.", Cancel);

        // Once the button is there, every reading that a proposal rests on has been taken.
        await Wait.For(async () => (await room.Buttons(Cancel)).FirstOrDefault(b => b.Contains("Propose failover", StringComparison.Ordinal)), () => "Nothing to propose.", Cancel);
        await stage.Slack.Say(room.Channel, DemoCast.Responder, $"{Mention} propose", Cancel);
        await room.Hear("proposes P1", Cancel);
        await room.Command(DemoCast.Commander, "update preview executives", Cancel);
        await room.Command(DemoCast.Commander, "update send executives", Cancel);
        await room.Hear("told executives", Cancel);
        await room.Command(DemoCast.Responder, "approve 100000 records 3600s because I may not", Cancel);
        await room.Command(DemoCast.Commander, "approve 100000 records 3600s because “two vantage points” see it", Cancel);
        await room.Command(DemoCast.DataOwner, "approve 100000 records 3600s because the window is a few seconds", Cancel);
        await room.Hear("Every required role has approved.", Cancel);
        Assert.DoesNotContain(await room.Said(Cancel), t => t.Contains("Ravi (responder) approved", StringComparison.Ordinal));
    }

    private static async Task Capture(SlackStage stage, SlackRoomView room)
    {
        await stage.Slack.Say(room.Channel, DemoCast.DataOwner, "replica lag was 2 s when it went", Cancel);
        var said = await room.Hear("replica lag was 2 s", Cancel);
        await stage.Slack.React(room.Channel, (string)said["ts"]!, DemoCast.Responder, "pushpin", Cancel);
        await room.Hear("noted it in the timeline.", Cancel);
        await room.Command(DemoCast.Responder, "timeline", Cancel);
        await room.Hear(m => (string?)m["ephemeral_to"] == LocalSlack.UserOf(DemoCast.Responder) && (m.ToJsonString().Contains("replica lag was 2 s", StringComparison.Ordinal)), "the timeline", Cancel);
    }
}
