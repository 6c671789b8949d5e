using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Expressions;

/// <summary>One word, number or sign of an expression, and where it begins.</summary>
internal readonly record struct ExpressionToken(string Text, int At)
{
    public bool IsWord => Text.Length > 0 && char.IsAsciiLetterLower(Text[0]);

    public bool IsNumber => Text.Length > 0 && char.IsAsciiDigit(Text[0]);
}

/// <summary>Cuts an expression into tokens.</summary>
internal static partial class ExpressionTokens
{
    /// <summary>The tokens, the last of them empty; an end before the text's end is where something strange stands.</summary>
    public static IReadOnlyList<ExpressionToken> Of(string text)
    {
        var tokens = new List<ExpressionToken>();
        var at = 0;
        while (Next().Match(text, at) is { Success: true } match)
        {
            tokens.Add(new ExpressionToken(match.Groups[1].Value, match.Groups[1].Index));
            at = match.Index + match.Length;
        }

        tokens.Add(new ExpressionToken("", at + text.AsSpan(at).Length - text.AsSpan(at).TrimStart().Length));
        return tokens;
    }

    /// <summary>A number takes its unit along: <c>20/s</c> and <c>1m30s</c> are one token each.</summary>
    [GeneratedRegex(@"\G\s*([a-z][a-z0-9-]*|[0-9]+(?:\.[0-9]+)?/s(?![a-z0-9-])|[0-9][a-z0-9.]*|<=|>=|!=|[<>=+*/(),-])", RegexOptions.CultureInvariant)]
    private static partial Regex Next();
}
