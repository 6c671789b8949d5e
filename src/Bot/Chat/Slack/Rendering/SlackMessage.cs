using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>A message as Slack takes it. <paramref name="Text"/> is what notifications and screen readers say; without blocks it is the message.</summary>
/// <param name="Blocks">Null where the text is enough.</param>
internal sealed record SlackRendered(string Text, JsonArray? Blocks);

/// <summary>What the bot says, for Slack: a pure function of the post, within every limit.</summary>
internal static class SlackMessage
{
    private const string Whole = "\n_Shortened here. `export` keeps the whole._";

    internal static SlackRendered Of(ChatPost post)
    {
        if (post.Card is { } card)
        {
            return new SlackRendered(SlackCard.Text(post.Text, card), SlackCard.Blocks(card));
        }

        var said = Mark(post.Kind) + (post.Text.Length == 0 ? "…" : post.Text);
        var text = SlackCut.Mrkdwn(said, SlackLimits.UsefulText);
        return SlackText.Mrkdwn(said).Length <= SlackLimits.UsefulText ? new SlackRendered(text, null) : new SlackRendered(text, Long(said));
    }

    /// <summary>What kind of news it is, by symbol and word where the text does not begin with it.</summary>
    private static string Mark(string kind) => kind switch
    {
        "decision" => "◆ Decision: ",
        "call" => "☞ ",
        "refusal" => "✕ Not done. ",
        "update" => "✎ ",
        "alarm" => "▲ ",
        _ => "",
    };

    /// <summary>Long text in sections, broken between lines; one line too long for a section is cut.</summary>
    private static JsonArray Long(string said)
    {
        var sections = new List<string>();
        var left = SlackLimits.MessageTotal - Whole.Length;
        var current = "";
        foreach (var line in said.ReplaceLineEndings("\n").Split('\n').Select(l => SlackCut.Mrkdwn(l, SlackLimits.SectionText - Whole.Length)))
        {
            if (line.Length + 1 > left)
            {
                return Sections([.. sections, current + Whole]);
            }

            left -= line.Length + 1;
            if (current.Length + line.Length + 1 > SlackLimits.SectionText - Whole.Length)
            {
                sections.Add(current);
                current = line;
            }
            else
            {
                current = current.Length == 0 ? line : $"{current}\n{line}";
            }
        }

        return Sections([.. sections, current]);
    }

    private static JsonArray Sections(IEnumerable<string> sections) =>
        [.. sections.Where(s => !string.IsNullOrWhiteSpace(s)).Select(SlackBlocks.Section)];
}
