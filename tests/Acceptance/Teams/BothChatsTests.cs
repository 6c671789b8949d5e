using IncidentBot.Acceptance.Chats;
using IncidentBot.Acceptance.Slack;
using IncidentBot.Demo;
using IncidentBot.Exports;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Acceptance.Teams;

/// <summary>One incident in Slack and in Teams at once: said in both, decided from both, and nobody counts twice.</summary>
public sealed class BothChatsTests
{
    public static bool Present => Playground.Present && LocalSlack.Present;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(SkipUnless = nameof(Present), Skip = Playground.Missing)]
    public async Task A_region_is_moved_from_both_chats_and_one_person_counts_once()
    {
        await using var stage = await TeamsStage.Start(slack: true);
        await stage.Bot.Lose();
        var (teams, slack) = (await stage.Room(), await stage.SlackRoom());
        await Story.Classify(teams);
        await slack.Hear("Failure mode: region-loss.", Cancel);
        await slack.Press(DemoCast.Responder, "Propose failover to eu-west-1", Cancel);
        await teams.Hear("proposes P1", Cancel);
        await teams.Press(DemoCast.Commander, "Draft update for executives", Cancel);
        await slack.Hear("Draft for executives", Cancel);

        await slack.Command(DemoCast.Commander, "approve 100000 records 3600s because two vantage points see it", Cancel);
        await teams.Hear("approved as commander", Cancel);

        // The same person once more, from the other chat: the other role is not filled by it.
        await teams.Say(DemoCast.Commander, "approve 100000 records 3600s as data-owner because I am here too", Cancel);
        await teams.HearAlone(DemoCast.Commander, "✕ Not done. ", Cancel);
        Assert.DoesNotContain(teams.Said(), t => t.Contains("Every required role has approved.", StringComparison.Ordinal));

        await teams.Fill(DemoCast.DataOwner, "Approve", [("role", "data-owner"), ("reason", "the window is a few seconds")], Cancel);
        await slack.Hear("Every required role has approved.", Cancel);
        await teams.Press(DemoCast.Commander, "Prepare (reversible)", Cancel);
        await slack.Hear("ARMED.", Cancel);
        var phrase = TeamsRoomView.Phrase(await teams.Open(DemoCast.Commander, "Press", Cancel));
        await slack.Command(DemoCast.Commander, $"press {phrase}", Cancel);
        await teams.Hear("RESTORED in", Cancel);
        await slack.Hear("RESTORED in", Cancel);

        var told = (await stage.Bot.Services.GetRequiredService<IncidentExport>().Write("INC-1", ExportFormat.Json, Cancel))!.Text;
        Assert.Contains("\"slack\"", told, StringComparison.Ordinal);
        Assert.Contains("\"teams\"", told, StringComparison.Ordinal);
    }
}
