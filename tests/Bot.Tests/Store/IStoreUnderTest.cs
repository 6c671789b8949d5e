using IncidentBot.Store;

namespace IncidentBot.Bot.Tests.Store;

/// <summary>What the compliance suite needs of a store: its ports, and the means to hurt it.</summary>
internal interface IStoreUnderTest : IAsyncDisposable
{
    IEventStore Events { get; }

    IInbox Inbox { get; }

    IOutbox Outbox { get; }

    ICheckpoints Checkpoints { get; }

    IIntents Intents { get; }

    /// <summary>The clock that hides inbox entries.</summary>
    ManualTime Clock { get; }

    /// <summary>Goes on with what was durable at this moment, as after a killed process; the ports are new ones afterwards.</summary>
    Task Crash();

    /// <summary>Overwrites an event's data behind the store's back.</summary>
    Task Tamper(string stream, long version, string data);
}
