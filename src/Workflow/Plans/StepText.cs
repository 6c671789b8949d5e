using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans;

/// <summary>The placeholders that a step's texts may hold: a word in braces. Any other brace, as in JSON, is text.</summary>
public static partial class StepText
{
    /// <summary>Every placeholder, without its braces, in the order in which faults list them.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["epoch", "incident", "primary", "target", "token"];

    /// <summary>The words in braces that are no placeholder, each once.</summary>
    public static IReadOnlyList<string> Unknown(string text) =>
        [.. Used(text).Where(word => !Placeholders.Contains(word)).Distinct()];

    /// <summary>All words in braces, in order.</summary>
    public static IEnumerable<string> Used(string text) => Word().Matches(text).Select(m => m.Groups[1].Value);

    /// <summary>Fills a text in. The epoch is a number, and incident, regions and token hold only letters, digits and hyphens: safe in a URL, in JSON and as an argument.</summary>
    public static string Fill(string text, long epoch, string incident, string primary, string target, string token = "") =>
        Word().Replace(text, match => match.Groups[1].Value switch
        {
            "epoch" => epoch.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "incident" => incident,
            "primary" => primary,
            "target" => target,
            "token" => token,
            _ => match.Value,
        });

    /// <summary>
    /// An idempotency token in the form of a UUID: the same for every attempt of a step under one epoch, another for its undo, which takes a larger epoch.
    /// </summary>
    public static string Token(string incident, string step, long epoch)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{incident}\n{step}\n{epoch}")));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString("D");
    }

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9_-]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
