using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>The living card as blocks, in the order of the decision, its buttons last.</summary>
/// <remarks>
/// Countdowns are dates, because a message cannot tick. Formulae are left to the <c>why</c> command, whose answer has every input and is seen by
/// the person who asks alone: on the card they would push the gates off the screen.
/// </remarks>
internal static class SlackCard
{
    /// <summary>Blocks beside sections and buttons: header, mark, what was left out, how to open a number.</summary>
    private const int Around = 4;

    internal static JsonArray Blocks(Card card)
    {
        var rows = SlackActions.Rows(card.Buttons).ToList();
        var room = Math.Max(1, SlackLimits.MessageBlocks - Around - rows.Count);
        var sections = card.Sections.Select(SlackSection.Of).ToList();
        var shown = SlackSection.Fit(sections.Take(room), SlackLimits.MessageTotal - Reserved(rows));
        var blocks = new List<JsonNode> { SlackBlocks.Header(Title(card)), SlackBlocks.Context(Standing(card)) };
        blocks.AddRange(shown.Select(SlackBlocks.Section));
        if (sections.Count > room)
        {
            blocks.Add(SlackBlocks.Context($"… {sections.Count - room} more parts are not shown here: `export` has them."));
        }

        if (card.Sections.Any(s => s.Lines.Any(l => l.Why is not null)))
        {
            blocks.Add(SlackBlocks.Context("ƒ How a number came about: `why loss`, `why ldt`, `why pstar`, … Only you see the answer."));
        }

        return [.. blocks, .. rows];
    }

    /// <summary>What a notification and a screen reader say: the news, then the card's lines in its order without their small print.</summary>
    internal static string Text(string news, Card card)
    {
        var title = Title(card);
        var lines = new List<string> { SlackCut.Mrkdwn(news.Length == 0 ? title : news, SlackLimits.UsefulText / 3), Standing(card) };
        var left = SlackLimits.UsefulText - lines.Sum(l => l.Length + 1);
        foreach (var line in card.Sections.SelectMany(s => s.Lines.Select(l => SlackSection.Line(l, bold: false))))
        {
            if ((left -= line.Length + 1) < 0)
            {
                break;
            }

            lines.Add(line);
        }

        return string.Join('\n', lines);
    }

    private static string Title(Card card) =>
        string.Join(" · ", new[] { $"{Symbol(card.Tone)} {card.Mark}".Trim(), card.Incident, card.Title }.Where(part => part.Length > 0));

    private static string Standing(Card card) =>
        $"{(card.Mark.Length == 0 ? "" : $"*{SlackCut.Mrkdwn(card.Mark, 40)}: nothing here reaches production.*  ")}{Symbol(card.Tone)} {Word(card.Tone)} · as of {SlackTokens.Date(card.AsOf)}";

    private static string Symbol(CardTone tone) => tone switch
    {
        CardTone.Bad => "■",
        CardTone.Warning => "▲",
        CardTone.Good => "✓",
        CardTone.Unknown => "?",
        _ => "·",
    };

    private static string Word(CardTone tone) => tone switch
    {
        CardTone.Bad => "critical",
        CardTone.Warning => "attention",
        CardTone.Good => "good",
        CardTone.Unknown => "unknown",
        _ => "for information",
    };

    private static int Reserved(IEnumerable<JsonObject> rows) => 600 + rows.Sum(r => r.ToJsonString().Length / 4);
}
