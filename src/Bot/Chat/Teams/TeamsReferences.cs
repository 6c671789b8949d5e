using System.Collections.Concurrent;
using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Teams;

/// <summary>Where the bot may speak unasked: what a verified activity told of its conversation, kept durably.</summary>
internal sealed class TeamsReferences(IIntents intents, TimeProvider clock)
{
    private const string Kind = "reference";
    private const int Most = 4096;

    /// <summary>The one that was used last stands for the tenant: the connector's address is the same in all its conversations.</summary>
    private static readonly IntentKey Newest = new(TeamsAccounts.PlatformName, Kind, "", "newest");

    /// <summary>What is durable already, so that a message costs no look into the store.</summary>
    private readonly ConcurrentDictionary<string, TeamsReference> stored = new(StringComparer.Ordinal);

    private volatile string? newest;

    /// <summary>Stores a reference where it tells something new.</summary>
    internal Task Keep(TeamsReference reference, CancellationToken cancel) =>
        stored.TryGetValue(reference.Conversation, out var known) && known == reference && newest == reference.ServiceUrl ? Task.CompletedTask : Store(reference, cancel);

    /// <summary>The chat of two with the user of this Entra object id; null: the app is not installed for them.</summary>
    internal async Task<TeamsReference?> Personal(string aadObjectId, CancellationToken cancel) =>
        await Find(PersonalOf(aadObjectId), cancel) is { } reference ? await Of(reference.Conversation, cancel) : null;

    /// <summary>The reference of a conversation, without its thread; null if no activity came from it, or the app is there no more.</summary>
    internal async Task<TeamsReference?> Of(string conversation, CancellationToken cancel) => await Find(KeyOf(conversation), cancel) is { Scope.Length: > 0 } reference ? reference : null;

    /// <summary>The connector's address as the newest verified activity told it; null before the first.</summary>
    internal async Task<string?> ServiceUrl(CancellationToken cancel) => newest ??= (await Find(Newest, cancel))?.ServiceUrl;

    /// <summary>The app was taken away from a conversation.</summary>
    internal async Task Gone(string conversation, CancellationToken cancel)
    {
        if (await Of(conversation, cancel) is { } reference)
        {
            await Write(KeyOf(conversation), reference with { Scope = "" }, cancel);
            stored.TryRemove(conversation, out _);
        }
    }

    private async Task Store(TeamsReference reference, CancellationToken cancel)
    {
        if (await Find(KeyOf(reference.Conversation), cancel) != reference)
        {
            await Write(KeyOf(reference.Conversation), reference, cancel);
        }

        if (reference is { Scope: TeamsReference.Personal, User: { } user } && (await Find(PersonalOf(user), cancel))?.Conversation != reference.Conversation)
        {
            await Write(PersonalOf(user), reference, cancel);
        }

        if (await ServiceUrl(cancel) != reference.ServiceUrl)
        {
            await Write(Newest, reference, cancel);
            newest = reference.ServiceUrl;
        }

        if (stored.Count >= Most)
        {
            stored.Clear();
        }

        stored[reference.Conversation] = reference;
    }

    private static IntentKey KeyOf(string conversation) => new(TeamsAccounts.PlatformName, Kind, "", $"in/{conversation}");

    private static IntentKey PersonalOf(string user) => new(TeamsAccounts.PlatformName, Kind, "", $"with/{user.ToLowerInvariant()}");

    private async Task Write(IntentKey key, TeamsReference reference, CancellationToken cancel)
    {
        await intents.Intend(key, reference.Conversation, clock.GetUtcNow(), cancel);
        await intents.Keep(key, JsonSerializer.Serialize(reference, WorkflowJson.Options), cancel);
    }

    private async Task<TeamsReference?> Find(IntentKey key, CancellationToken cancel) =>
        (await intents.Find(key, cancel))?.Result is { } kept ? JsonSerializer.Deserialize<TeamsReference>(kept, WorkflowJson.Options) : null;
}
