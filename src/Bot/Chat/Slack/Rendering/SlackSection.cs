namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>A part of the card as text, line by line, shortened from its end: what is not open, not done and not given stands first.</summary>
internal sealed record SlackSection(string Heading, IReadOnlyList<string> Lines)
{
    private const int LongestText = 500;
    private const int LongestDetail = 700;
    private const int LongestHeading = 150;

    /// <summary>Indents small print; ordinary spaces at the beginning of a line are lost.</summary>
    private const string Indent = "\u2003\u2003";

    private int Length => Heading.Length + 3 + Lines.Sum(l => l.Length + 1);

    internal static SlackSection Of(CardSection section) =>
        new(SlackCut.Mrkdwn(Workflow.Timeline.Shown.Line(section.Heading), LongestHeading), [.. section.Lines.Select(Whole)]);

    /// <summary>A line without its small print. Its moment is a date: in the past it says so.</summary>
    internal static string Line(CardLine line, bool bold)
    {
        var text = SlackCut.Mrkdwn(Workflow.Timeline.Shown.Line(line.Text), LongestText).Trim();
        var strong = bold && text.Length > 0 && !text.Contains('`', StringComparison.Ordinal);
        return $"{Symbol(line)} {(strong ? $"*{text}*" : text)}"
            + (line.Until is { } until ? $"  ◷ *{SlackTokens.Date(until)}*" : "")
            + (line.Since is { } since ? $" · {(line.Until is null ? "" : "since ")}{SlackTokens.Date(since)}" : "");
    }

    /// <summary>The parts as section texts, together within a length: the longest give way first.</summary>
    internal static IReadOnlyList<string> Fit(IEnumerable<SlackSection> sections, int total)
    {
        var parts = sections.Where(s => s.Heading.Length > 0 || s.Lines.Count > 0).ToList();
        var most = SlackLimits.SectionText;
        while (most > 200 && parts.Sum(p => Math.Min(p.Length, most)) > total)
        {
            most -= 100;
        }

        return [.. parts.Select(p => p.Within(most))];
    }

    private static string Whole(CardLine line) =>
        Line(line, bold: line.Tone == CardTone.Bad) + (string.IsNullOrWhiteSpace(line.Detail) ? "" : Small(line.Detail));

    private static string Small(string detail) =>
        string.Concat(SlackCut.Mrkdwn(detail.Trim(), LongestDetail).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => $"\n{Indent}{l}"));

    private static string Symbol(CardLine line) => line.Tone == CardTone.Unknown ? "?" : SlackCut.Mrkdwn(line.Symbol.Length == 0 ? "·" : line.Symbol, 10);

    private string Within(int most)
    {
        var text = Heading.Length == 0 ? "" : $"*{Heading}*";
        for (var i = 0; i < Lines.Count; i++)
        {
            var left = Lines.Count - i;
            var more = $"\n… {left} more line{(left == 1 ? " is" : "s are")} not shown here: `export` has all.";
            if (text.Length + 1 + Lines[i].Length > most - (left == 1 ? 0 : more.Length))
            {
                return (text + more).TrimStart('\n');
            }

            text += "\n" + Lines[i];
        }

        return text.TrimStart('\n');
    }
}
