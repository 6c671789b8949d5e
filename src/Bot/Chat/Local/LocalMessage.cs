using System.Globalization;

namespace IncidentBot.Chat.Local;

/// <summary>A message as one person sees it. <paramref name="Author"/> is null for the bot; <paramref name="Seq"/> grows with every change.</summary>
/// <param name="Whisper">True when only the reader sees it.</param>
internal sealed record LocalMessage(
    string Id, long Number, string Room, long Seq, string? Author, string AuthorName, string Kind, string Text, Card? Card, bool Whisper,
    bool Pinned, DateTimeOffset At, DateTimeOffset? EditedAt)
{
    internal const string BotName = "IncidentBot";

    internal static string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"m{number}");

    internal static long? NumberOf(string id) =>
        id.StartsWith('m') && long.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A room as one person sees it. <paramref name="Newest"/> is the number of the newest message that the person sees, 0 for none.</summary>
internal sealed record LocalRoom(
    string Id, string Name, string Kind, string Topic, bool Archived, DateTimeOffset OpenedAt, long Seq, long Newest);
