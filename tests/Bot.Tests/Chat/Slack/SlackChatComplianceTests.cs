using IncidentBot.Chat;
using IncidentBot.Chat.Slack.Rendering;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Seen as the strict Slack shows it. Slack shows a card as blocks within its limits, so that a card of fifty parts says what it leaves out.</summary>
public sealed class SlackChatComplianceTests : ChatPlatformCompliance
{
    private static readonly string[] Marks = ["◆ Decision: ", "☞ ", "✕ Not done. ", "✉ ", "✎ ", "▲ "];

    private readonly string folder = Directory.CreateTempSubdirectory("slack-chat-").FullName;
    private StrictSlack slack = null!;
    private SlackRig rig = null!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        rig.Dispose();
        await slack.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal override async Task<IChatPlatform> Start(CancellationToken cancel)
    {
        slack = await SlackRig.Slack(cancel);
        rig = new SlackRig(slack, folder);
        return rig.Chat;
    }

    internal override Task<IReadOnlyList<SeenMessage>> See(string room, string person, CancellationToken cancel)
    {
        var user = SlackRig.People.Single(p => p.Person == person).User;
        return Task.FromResult(slack.Look<IReadOnlyList<SeenMessage>>(channels =>
        [
            .. channels.All.Where(c => c.Id == room || c.Id == "D" + user).SelectMany(c => c.Messages.Select(m => (c, m)))
                .Where(s => s.m.OnlyTo is null || s.m.OnlyTo == user)
                .Select(s => new SeenMessage(s.m.Ts, Plain(s.m), null, s.c.Pins.Contains(s.m.Ts)) { Shown = SlackText.Unescape(s.m.Shown) }),
        ]));
    }

    internal override string AsShown(string text) => Workflow.Timeline.Shown.Text(text);

    internal override void CardArrived(Card card, SeenMessage seen)
    {
        Assert.Contains(card.Incident, seen.Shown, StringComparison.Ordinal);
        var missing = card.Sections.Count(s => !seen.Shown.Contains(s.Heading + "\n", StringComparison.Ordinal) && !seen.Shown.Contains(s.Heading + "*", StringComparison.Ordinal));
        Assert.True(missing == 0 || seen.Shown.Contains($"{missing} more parts are not shown", StringComparison.Ordinal), $"{missing} parts are missing, and nothing says so:\n{seen.Shown}");
    }

    private static string Plain(StrictMessage message)
    {
        // Of a card, its news: the first line of what a notification says.
        var isCard = message.Blocks?.Any(b => (string?)b!["type"] == "header") == true;
        var text = SlackText.Unescape(isCard ? message.Text.Split('\n')[0] : message.Blocks is null ? message.Text : string.Join('\n', message.Shown.Split('\n').Skip(1)));
        return Marks.Where(m => text.StartsWith(m, StringComparison.Ordinal)).Select(m => text[m.Length..]).FirstOrDefault(text);
    }
}
