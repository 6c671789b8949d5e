using System.Text.RegularExpressions;

namespace IncidentBot.Chat;

/// <summary>The one-time code behind a press: taken off the line at once, so that no event, log or history ever holds it.</summary>
internal static partial class PressCode
{
    internal const string Mask = "••••••";

    /// <summary>Everything from the word CODE on is the code, however it is written: nothing of it stays in the phrase.</summary>
    internal static ChatRequest.Press Read(string line) =>
        Code().Match(line) is { Success: true } match
            ? new ChatRequest.Press(line[..match.Index].TrimEnd(), match.Groups["code"].Value.Trim())
            : new ChatRequest.Press(line, null);

    /// <summary>A line as it may be shown and kept.</summary>
    internal static string Masked(string line) => Shown().Replace(line, "${before}" + Mask);

    [GeneratedRegex(@"(^|\s)CODE(?![A-Za-z-])(?<code>.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Code();

    /// <summary>Of presses alone: a word "code" in a note is a word.</summary>
    [GeneratedRegex(@"(?<before>^\s*(/incident|@bot)?\s*press\b.*?\sCODE(?![A-Za-z-])\s*)\S.*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Shown();
}
