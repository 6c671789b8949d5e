using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>A word or a punctuation mark of a reading, and where it stands there.</summary>
internal readonly record struct ClaimToken(string Text, int Start, int End);

/// <summary>Cuts a reading into sentences, and those into words.</summary>
internal static partial class ClaimSentences
{
    /// <summary>One sentence without its end; a full stop within a number ends none.</summary>
    internal static Regex Pattern => Sentence();

    /// <summary>The sentences of a reading, in order.</summary>
    internal static IEnumerable<IReadOnlyList<ClaimToken>> Of(FoldedText text) =>
        Sentence().Matches(text.Text).Select(s => (IReadOnlyList<ClaimToken>)
            [.. Word().Matches(s.Value).Select(w => new ClaimToken(w.Value, s.Index + w.Index, s.Index + w.Index + w.Length))]);

    [GeneratedRegex(@"(?:[^.?]|(?<=\d)\.(?=\d))+")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
