using IncidentBot.Store;

namespace IncidentBot.Chat.Slack;

/// <summary>What the bot meant to do in Slack and what came of it: durable before Slack is called, since Slack knows no keys of ours.</summary>
internal sealed class SlackMemory(IIntents intents, TimeProvider clock)
{
    private const string Room = "room";
    private const string Archived = "archived";
    private const string Card = "card";
    private const string Captured = "captured";
    private const string Errand = "errand";

    /// <summary>What is known of a cause; null before <see cref="Intend"/>.</summary>
    internal Task<Intent?> Find(string kind, string room, string key, CancellationToken cancel) => intents.Find(Of(kind, room, key), cancel);

    internal Task Intend(string kind, string room, string key, string asked, CancellationToken cancel) =>
        intents.Intend(Of(kind, room, key), asked, clock.GetUtcNow(), cancel);

    internal Task Keep(string kind, string room, string key, string result, CancellationToken cancel) => intents.Keep(Of(kind, room, key), result, cancel);

    /// <summary>Slack said for certain that nothing was done.</summary>
    internal Task Forget(string kind, string room, string key, CancellationToken cancel) => intents.Forget(Of(kind, room, key), cancel);

    /// <summary>Whether a channel is some cause's already.</summary>
    internal Task<bool> IsRoom(string channel, CancellationToken cancel) => intents.Resulted(SlackChat.PlatformName, Room, channel, cancel);

    /// <summary>The channel that was opened under a name; null if the bot opened none.</summary>
    internal async Task<string?> ChannelOf(string name, CancellationToken cancel) => (await intents.LastAsked(SlackChat.PlatformName, Room, name, cancel))?.Result;

    internal Task MarkArchived(string room, CancellationToken cancel) => Mark(Of(Archived, room, ""), cancel);

    internal async Task<bool> IsArchived(string room, CancellationToken cancel) => await Find(Archived, room, "", cancel) is { Result: not null };

    /// <summary>Stores an errand once; false for a duplicate.</summary>
    internal async Task<bool> AddErrand(string key, string payload, CancellationToken cancel)
    {
        var errand = Of(Errand, "", key);
        if (await intents.Find(errand, cancel) is not null)
        {
            return false;
        }

        await intents.Intend(errand, payload, clock.GetUtcNow(), cancel);
        return true;
    }

    /// <summary>A message that the timeline keeps: only its edits and deletions are of interest.</summary>
    internal Task MarkCaptured(string message, CancellationToken cancel) => Mark(Of(Captured, "", message), cancel);

    internal async Task<bool> IsCaptured(string message, CancellationToken cancel) => await Find(Captured, "", message, cancel) is { Result: not null };

    /// <summary>The oldest errand that is not done.</summary>
    internal Task<OpenIntent?> NextErrand(CancellationToken cancel) => intents.Oldest(SlackChat.PlatformName, Errand, cancel);

    /// <summary>Marks an errand as done, and forgets those of before the time that keys are remembered for.</summary>
    internal async Task ErrandDone(OpenIntent errand, CancellationToken cancel)
    {
        await intents.Keep(errand.Key, "done", cancel);
        await intents.Expire(SlackChat.PlatformName, Errand, clock.GetUtcNow() - IInbox.Remembered, cancel);
    }

    /// <summary>The card of a channel, under which chatter is said; null while there is none.</summary>
    internal async Task<string?> CardOf(string room, CancellationToken cancel) => (await Find(Card, room, "", cancel))?.Result;

    internal async Task KeepCard(string room, string message, CancellationToken cancel)
    {
        await intents.Intend(Of(Card, room, ""), "", clock.GetUtcNow(), cancel);
        await intents.Keep(Of(Card, room, ""), message, cancel);
    }

    private async Task Mark(IntentKey key, CancellationToken cancel)
    {
        await intents.Intend(key, "", clock.GetUtcNow(), cancel);
        await intents.Keep(key, "yes", cancel);
    }

    private static IntentKey Of(string kind, string room, string key) => new(SlackChat.PlatformName, kind, room, key);
}
