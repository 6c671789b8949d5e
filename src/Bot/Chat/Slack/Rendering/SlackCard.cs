using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>The living card as blocks, in the order of the decision, its buttons last.</summary>
/// <remarks>
/// Countdowns are dates, because a message cannot tick. Formulae are left to the <c>why</c> command, whose answer has every input and is seen by
/// the person who asks alone: on the card they would push the gates off the screen.
/// </remarks>
internal static class SlackCard
{
    /// <summary>Blocks beside sections and buttons: header, mark, what was left out, how to open a number, the question that the buttons answer.</summary>
    private const int Around = 5;

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

        if (rows.Count > 0 && card.Sections.FirstOrDefault(s => s.Heading == CardTree.NextQuestion)?.Lines is [var question, ..])
        {
            blocks.Add(SlackBlocks.Section(SlackSection.Line(question, bold: true)));
        }

        return [.. blocks, .. rows];
    }

    /// <summary>What a notification and a screen reader say: the news, then the card's lines in its order without their small print.</summary>
    internal static string Text(string news, Card card)
    {
        var said = news.Length == 0 ? Title(card) : news.StartsWith(card.Mark, StringComparison.Ordinal) ? news : $"{card.Mark}: {news}";
        var lines = new List<string> { SlackCut.Mrkdwn(said, SlackLimits.UsefulText / 3) };
        var standing = Standing(card);
        var left = SlackLimits.UsefulText - lines[0].Length - standing.Length - 2;
        foreach (var line in card.Sections.SelectMany(s => s.Lines.Select(l => SlackSection.Line(l, bold: false))))
        {
            if ((left -= line.Length + 1) < 0)
            {
                break;
            }

            lines.Add(line);
        }

        return string.Join('\n', [.. lines, standing]);
    }

    private static string Title(Card card) =>
        $"{card.Tone.Symbol()} " + string.Join(" · ", new[] { card.Mark, card.Incident, card.Title }.Where(part => part.Length > 0));

    private static string Standing(Card card) =>
        $"{(card.Mark.Length == 0 ? "" : $"*{SlackCut.Mrkdwn(card.Mark, 40)}: nothing here reaches production.*  ")}{card.Tone.Symbol()} {card.Tone.Word()} · as of {SlackTokens.Date(card.AsOf)}";

    private static int Reserved(IEnumerable<JsonObject> rows) => 1_200 + rows.Sum(r => r.ToJsonString().Length / 4);
}
