using System.Text.Json.Nodes;
using IncidentBot.Bot.Tests.Chat.Teams.Rendering;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>Seen as the strict connector keeps it: what begins a thread or ends it is the room itself, and no message in it.</summary>
public sealed class TeamsChatComplianceTests : ChatPlatformCompliance
{
    private static readonly string[] Marks = ["◆ Decision: ", "✕ Not done. ", "✎ ", "▲ "];

    private readonly string folder = Directory.CreateTempSubdirectory("teams-chat-").FullName;
    private StrictConnector teams = null!;
    private TeamsRig rig = null!;

    /// <summary>A bot may pin nothing in Teams; the card stands first in its thread.</summary>
    internal override bool Pins => false;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        rig.Dispose();
        await teams.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal override async Task<IChatPlatform> Start(CancellationToken cancel)
    {
        teams = await TeamsRig.Teams(cancel);
        rig = new TeamsRig(teams, folder);
        return rig.Chat;
    }

    internal override Task<IReadOnlyList<SeenMessage>> See(string room, string person, CancellationToken cancel) => Task.FromResult(teams.Look<IReadOnlyList<SeenMessage>>(c =>
    [
        .. c.All.Where(k => k.Key == room || k.Key == "a:" + TeamsRig.AadOf(person)).SelectMany(k => k.Value).Where(a => !a.Deleted && !IsFrame(a.Body))
            .Select(a => new SeenMessage(a.Id, Text(a.Body), null, Pinned: false) { Shown = TeamsReading.Words(a.Body["attachments"]?[0]?["content"]) }),
    ]));

    internal override string AsShown(string text) => Workflow.Timeline.Shown.Text(text);

    internal override void CardArrived(Card card, SeenMessage seen)
    {
        Assert.Contains(card.Incident, seen.Shown, StringComparison.Ordinal);
        var missing = card.Sections.Count(s => !seen.Shown.Contains($"\n{s.Heading}\n", StringComparison.Ordinal));
        Assert.True(missing == 0 || seen.Shown.Contains($"{missing} more parts are not shown", StringComparison.Ordinal), $"{missing} parts are missing, and nothing says so:\n{seen.Shown}");
    }

    private static bool IsFrame(JsonObject body) => (string?)body["text"] is { } text && (text == TeamsChat.Closing || text.Contains("\nThis thread is the incident's room", StringComparison.Ordinal));

    private static string Text(JsonObject body)
    {
        var text = (string?)body["text"] ?? ((string)body["summary"]!);
        return Marks.Where(m => text.StartsWith(m, StringComparison.Ordinal)).Select(m => text[m.Length..]).FirstOrDefault(text).Replace("DRILL: ", "", StringComparison.Ordinal);
    }
}
