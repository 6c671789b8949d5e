using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Teams;

/// <summary>Where the bot may speak unasked: what a verified activity told of its conversation, kept durably.</summary>
internal sealed class TeamsReferences(IIntents intents, TimeProvider clock)
{
    private const string Kind = "reference";

    /// <summary>The one that was used last stands for the tenant: the connector's address is the same in all its conversations.</summary>
    private static readonly IntentKey Newest = new(TeamsAccounts.Platform, Kind, "", "newest");

    /// <summary>Stores a reference; one that is known already is only read.</summary>
    internal async Task Keep(TeamsReference reference, CancellationToken cancel)
    {
        await Keep(new IntentKey(TeamsAccounts.Platform, Kind, "", reference.Conversation), reference, cancel);
        if (reference is { Scope: TeamsReference.Personal, User: { } user })
        {
            await Keep(PersonalOf(user), reference, cancel);
        }

        await Keep(Newest, reference, cancel);
    }

    /// <summary>The chat of two with the user of this Entra object id; null: the app is not installed for them.</summary>
    internal Task<TeamsReference?> Personal(string aadObjectId, CancellationToken cancel) => Find(PersonalOf(aadObjectId), cancel);

    /// <summary>The reference of a conversation id; null if no activity came from it.</summary>
    internal Task<TeamsReference?> Of(string conversation, CancellationToken cancel) => Find(new IntentKey(TeamsAccounts.Platform, Kind, "", conversation), cancel);

    /// <summary>The connector's address as the newest verified activity told it; null before the first.</summary>
    internal async Task<string?> ServiceUrl(CancellationToken cancel) => (await Find(Newest, cancel))?.ServiceUrl;

    private static IntentKey PersonalOf(string user) => new(TeamsAccounts.Platform, Kind, "personal", user);

    private async Task Keep(IntentKey key, TeamsReference reference, CancellationToken cancel)
    {
        if (await Find(key, cancel) is { } known && (known == reference || (key == Newest && known.ServiceUrl == reference.ServiceUrl)))
        {
            return;
        }

        await intents.Intend(key, reference.Conversation, clock.GetUtcNow(), cancel);
        await intents.Keep(key, JsonSerializer.Serialize(reference, WorkflowJson.Options), cancel);
    }

    private async Task<TeamsReference?> Find(IntentKey key, CancellationToken cancel) =>
        (await intents.Find(key, cancel))?.Result is { } kept ? JsonSerializer.Deserialize<TeamsReference>(kept, WorkflowJson.Options) : null;
}

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
