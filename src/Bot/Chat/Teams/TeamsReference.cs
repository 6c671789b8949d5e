namespace IncidentBot.Chat.Teams;

/// <summary>A conversation as a verified activity told it.</summary>
/// <param name="Scope">"personal", "groupChat" or "channel".</param>
/// <param name="Conversation">The conversation's id; of a channel without the thread.</param>
/// <param name="User">The Entra object id of the other one in a chat of two; null elsewhere.</param>
/// <param name="UserId">The same one's "29:..." id.</param>
/// <param name="BotId">The bot's own id there, "28:...".</param>
/// <param name="Team">The team's id, 19:...; null outside a team.</param>
internal sealed record TeamsReference(string Scope, string Conversation, string ServiceUrl, string TenantId, string? User, string? UserId, string? BotId, string? Team)
{
    internal const string Personal = "personal";
}
