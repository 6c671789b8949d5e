using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>A part of the card, line by line, shortened from its end: what is not open, not done and not given stands first.</summary>
/// <param name="Lines">The elements of each line, with what they weigh in bytes.</param>
internal sealed record TeamsSection(string Heading, IReadOnlyList<(IReadOnlyList<JsonObject> Elements, int Bytes)> Lines)
{
    private const int LongestText = 500;
    private const int LongestDetail = 700;
    private const int LongestHeading = 150;

    /// <summary>Bytes of the sign that lines are missing.</summary>
    private const int Sign = 220;

    /// <summary>Bytes that a part keeps, however long the others are.</summary>
    private const int Least = 500;

    /// <summary>Indents small print; ordinary spaces at the beginning of a line are lost.</summary>
    private const string Indent = "\u2003\u2003";

    private int Around { get; } = Sign + (Heading.Length == 0 ? 0 : TeamsElements.Bytes(Title(Heading)) + 1);

    internal static TeamsSection Of(CardSection section) =>
        new(section.Heading, [.. section.Lines.Select(l => Whole(l)).Select(e => (e, e.Sum(o => TeamsElements.Bytes(o) + 1)))]);

    /// <summary>A line without its small print. Its moment is a date: in the past it says so.</summary>
    internal static JsonObject Line(CardLine line, bool bold)
    {
        // Only what is bad has a colour: in the others, signs are hard to see on white.
        var bad = line.Tone == CardTone.Bad;
        var runs = TeamsText.Runs($"{Symbol(line)} {line.Text}", LongestText, bold || bad, false, bad ? "attention" : null).ToList();
        if (Moments(line, TeamsText.Moment) is { Length: > 0 } moments)
        {
            runs.Add(TeamsText.Run(moments, bold: line.Until is not null));
        }

        return TeamsElements.Line(runs);
    }

    /// <summary>The same as plain text, for where no card can be shown.</summary>
    internal static string Plain(CardLine line) => TeamsText.Line($"{Symbol(line)} {line.Text}", LongestText) + Moments(line, TeamsText.Utc);

    /// <summary>The parts as elements, together within so many bytes: the longest give way first, then the last.</summary>
    internal static IReadOnlyList<JsonNode> Fit(IEnumerable<TeamsSection> sections, int total)
    {
        var parts = sections.Where(s => s.Heading.Length > 0 || s.Lines.Count > 0).ToList();
        var most = 8_000;
        while (most > Least && parts.Sum(p => p.Weight(most)) > total)
        {
            most -= 100;
        }

        var elements = new List<JsonNode>();
        var left = total;
        for (var i = 0; i < parts.Count; i++)
        {
            if ((left -= parts[i].Weight(most)) < 0)
            {
                elements.Add(TeamsElements.Note($"… {parts.Count - i} more parts are not shown here: `export` has them."));
                break;
            }

            elements.AddRange(parts[i].Within(most));
        }

        return elements;
    }

    private static List<JsonObject> Whole(CardLine line) =>
    [
        Line(line, bold: false).Near(),
        .. TeamsText.Cut(Workflow.Timeline.Shown.Text(line.Detail ?? "").Trim(), LongestDetail).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => TeamsElements.Line([TeamsText.Run(Indent), .. TeamsText.Runs(l, LongestDetail, subtle: true)]).Tight()),
    ];

    private static string Moments(CardLine line, Func<DateTimeOffset, string> moment) =>
        (line.Until is { } until ? $"  ◷ {moment(until)}" : "") + (line.Since is { } since ? $" · {(line.Until is null ? "" : "since ")}{moment(since)}" : "");

    private static string Symbol(CardLine line) => line.Tone == CardTone.Unknown ? "?" : TeamsText.Line(line.Symbol.Length == 0 ? "·" : line.Symbol, 10);

    private List<JsonNode> Within(int most)
    {
        var elements = new List<JsonNode>();
        if (Heading.Length > 0)
        {
            elements.Add(Title(Heading));
        }

        var left = most - Around;
        for (var i = 0; i < Lines.Count; i++)
        {
            if ((left -= Lines[i].Bytes) < 0)
            {
                var missing = Lines.Count - i;
                elements.Add(TeamsElements.Note($"… {missing} more line{(missing == 1 ? " is" : "s are")} not shown here: `export` has all."));
                break;
            }

            elements.AddRange(Lines[i].Elements);
        }

        return elements;
    }

    /// <summary>What the part takes up when it is kept within so many bytes.</summary>
    private int Weight(int most) => Math.Max(Around, Math.Min(Around + Lines.Sum(l => l.Bytes), most));

    /// <summary>A heading reads Markdown: one that is not plainly the bot's own is a run, which does not.</summary>
    private static JsonObject Title(string heading) => heading.Length <= LongestHeading && heading.Any(char.IsAsciiLetterOrDigit) && heading.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '(' or ')' or ',')
        ? TeamsElements.Heading(TeamsText.Line(heading, LongestHeading))
        : TeamsElements.Line(TeamsText.Run(TeamsText.Line(heading, LongestHeading), bold: true)).With("separator", true);
}
