namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>Text within a limit: cut before it is escaped, so that no entity, code or character is cut in two.</summary>
internal static class SlackCut
{
    private const string Sign = "…";

    /// <summary>Bot text as mrkdwn of at most this many characters; what is left out shows as "…".</summary>
    internal static string Mrkdwn(string botText, int longest) => Within(botText, longest, SlackText.Mrkdwn);

    /// <summary>Outside text as one line of mrkdwn, where not even back-ticks format; what is left out shows as "…".</summary>
    internal static string Escaped(string outside, int longest) => Within(outside, longest, t => SlackText.Escape(Workflow.Timeline.Shown.Line(t)));

    /// <summary>Lines that are rendered already: whole lines are kept, and a sign shows that more were left out.</summary>
    internal static string Whole(string rendered, int longest) =>
        rendered.Length <= longest ? rendered : rendered[..rendered.LastIndexOf('\n', longest - 2)] + "\n" + Sign;

    /// <summary>One line of plain text of at most this many characters; what is left out shows as "…".</summary>
    internal static string Plain(string text, int longest) => Within(text, longest, SlackText.Plain);

    /// <summary>What a field begins with: as it is, cut only where Slack would refuse it.</summary>
    internal static string Raw(string text, int longest) => text.Length <= longest ? text : Begin(text, longest);

    private static string Within(string text, int longest, Func<string, string> render)
    {
        // Escaping can shorten nothing by more than line ends do, so that far longer text need not be rendered whole.
        var kept = text.Length <= longest * 2 ? text : Begin(text, longest * 2);
        var whole = kept.Length == text.Length;
        var rendered = render(kept);
        while (rendered.Length > (whole ? longest : longest - Sign.Length))
        {
            whole = false;
            var less = Math.Min(kept.Length - 1, (int)((long)kept.Length * (longest - Sign.Length) / rendered.Length));
            kept = Begin(kept, Math.Max(0, less));
            rendered = render(kept).TrimEnd();
        }

        return whole ? rendered : rendered + Sign;
    }

    private static string Begin(string text, int length) =>
        text[..(length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
