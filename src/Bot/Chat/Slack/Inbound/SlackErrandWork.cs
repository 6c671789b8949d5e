namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>Something that happened to a message in a channel, before Slack was asked what the timeline needs to know of it.</summary>
/// <param name="User">Who did it.</param>
/// <param name="Text">The message's text in mrkdwn where the delivery carried it.</param>
/// <param name="Author">The user id of the message's author, where known; <paramref name="AuthorName"/> the name of an author that is no user.</param>
internal sealed record SlackErrandWork(string Kind, string Team, string Channel, string Ts, string User, string? Text, string? Author, string? AuthorName, string? Link)
{
    internal const string Pin = "pin";
    internal const string Edited = "edited";
    internal const string Deleted = "deleted";

    /// <summary>The name of a message that edits and deletions are matched by.</summary>
    internal static string MessageOf(string channel, string ts) => $"slack/{channel}/{ts}";
}
