using IncidentBot.Store;

namespace IncidentBot.Chat.Teams;

/// <summary>What the bot meant to do in Teams and what came of it: durable before Teams is called, since the connector knows no keys.</summary>
internal sealed class TeamsMemory(IIntents intents, TimeProvider clock)
{
    internal const string Post = "post";
    internal const string Whisper = "whisper";
    internal const string Room = "room";
    internal const string Root = "root";
    internal const string Channel = "channel";
    internal const string Chat = "chat";
    internal const string Called = "called";
    private const string Archived = "archived";

    /// <summary>What is known of a cause; null before <see cref="Intend"/>.</summary>
    internal Task<Intent?> Find(string kind, string room, string key, CancellationToken cancel) => intents.Find(Of(kind, room, key), cancel);

    internal Task Intend(string kind, string room, string key, string asked, CancellationToken cancel) => intents.Intend(Of(kind, room, key), asked, clock.GetUtcNow(), cancel);

    internal Task Keep(string kind, string room, string key, string result, CancellationToken cancel) => intents.Keep(Of(kind, room, key), result, cancel);

    /// <summary>Teams said for certain that nothing was done.</summary>
    internal Task Forget(string kind, string room, string key, CancellationToken cancel) => intents.Forget(Of(kind, room, key), cancel);

    /// <summary>Both at once, for what needs no looking up before it is done.</summary>
    internal async Task Store(string kind, string room, string key, string asked, string result, CancellationToken cancel)
    {
        await Intend(kind, room, key, asked, cancel);
        await Keep(kind, room, key, result, cancel);
    }

    /// <summary>The room that was last opened under a name; null if the bot opened none.</summary>
    internal async Task<string?> RoomOf(string name, CancellationToken cancel) => (await intents.LastAsked(TeamsAccounts.PlatformName, Room, name, cancel))?.Result;

    /// <summary>Whether this is the result of some cause of a kind.</summary>
    internal Task<bool> Is(string kind, string result, CancellationToken cancel) => intents.Resulted(TeamsAccounts.PlatformName, kind, result, cancel);

    internal Task MarkArchived(string room, CancellationToken cancel) => Store(Archived, room, "", "", "yes", cancel);

    internal async Task<bool> IsArchived(string room, CancellationToken cancel) => await Find(Archived, room, "", cancel) is { Result: not null };

    private static IntentKey Of(string kind, string room, string key) => new(TeamsAccounts.PlatformName, kind, room, key);
}
