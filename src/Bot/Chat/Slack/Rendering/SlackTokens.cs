using System.Globalization;

namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>What stands between angle brackets in Slack's text: mentions, links and dates.</summary>
internal static class SlackTokens
{
    /// <summary>A moment that every reader sees in their own time zone; where that is not possible, in UTC.</summary>
    internal static string Date(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture,
        $"<!date^{at.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time_secs}}|{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC>");

    /// <summary>A channel by its id, which Slack draws as a link to it; the name where the id is none of Slack's.</summary>
    internal static string Channel(string id, string name) =>
        id.Length > 1 && id.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) ? $"<#{id}>" : SlackCut.Escaped($"#{name}", 80);

    /// <summary>A token as plain text.</summary>
    /// <param name="body">What follows the bracket, up to the label.</param>
    /// <param name="person">The directory's id of a Slack user id; null: unknown.</param>
    internal static string Read(string body, string? label, Func<string, string?>? person) => body[0] switch
    {
        '@' => "@" + (person?.Invoke(body[1..]) ?? (string.IsNullOrEmpty(label) ? body[1..] : label.TrimStart('@'))),
        '#' => "#" + (string.IsNullOrEmpty(label) ? body[1..] : label),
        '!' => body.StartsWith("!date", StringComparison.Ordinal) ? label ?? ""
            : string.IsNullOrEmpty(label) ? "@" + body[1..].Split('^')[0] : "@" + label.TrimStart('@'),
        _ => Link(body, label),
    };

    /// <summary>What was typed as a bare address or domain is that; what was given other words keeps both.</summary>
    private static string Link(string address, string? label) =>
        string.IsNullOrEmpty(label) ? address
        : address.EndsWith(label, StringComparison.OrdinalIgnoreCase) || address.TrimEnd('/').EndsWith(label, StringComparison.OrdinalIgnoreCase) ? label
        : $"{label} ({address})";
}
