using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>What was said in an incident's room without speaking to the bot, for two days: a reaction tells which message it is on, and not what that says.</summary>
internal sealed class TeamsHeard(IIntents intents, TimeProvider clock)
{
    private const string Kind = "heard";

    private DateTimeOffset expireAt = DateTimeOffset.MinValue;

    /// <summary>Keeps a message, or its newer text.</summary>
    internal async Task Keep(string channel, string message, HeardMessage heard, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (now >= expireAt)
        {
            await intents.Expire(TeamsAccounts.PlatformName, Kind, now - IInbox.Remembered, cancel);
            expireAt = now + TimeSpan.FromHours(1);
        }

        await intents.Intend(Key(channel, message), "", now, cancel);
        await intents.Keep(Key(channel, message), JsonSerializer.Serialize(heard, WorkflowJson.Options), cancel);
    }

    internal async Task<HeardMessage?> Find(string channel, string message, CancellationToken cancel) =>
        (await intents.Find(Key(channel, message), cancel))?.Result is { } kept ? JsonSerializer.Deserialize<HeardMessage>(kept, WorkflowJson.Options) : null;

    private static IntentKey Key(string channel, string message) => new(TeamsAccounts.PlatformName, Kind, channel, message);
}

/// <summary>A message of a room: who said what, when (UTC).</summary>
internal sealed record HeardMessage(string Author, string Text, DateTimeOffset At);
