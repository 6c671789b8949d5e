using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>A chat that the bot speaks in. Every call is safe to repeat: <c>key</c> names the cause, and a platform that has seen it answers as before.</summary>
/// <remarks>Calls throw <see cref="ChatRefusedException"/> for what will not work again, and <see cref="ChatUnavailableException"/> for what may.</remarks>
internal interface IChatPlatform
{
    /// <summary>The platform's word in configuration, rooms and the timeline: "local", "slack", "teams".</summary>
    string Name { get; }

    /// <summary>Opens a room, or finds the one that this key opened before.</summary>
    Task<OpenedRoom> OpenRoom(RoomRequest request, string key, CancellationToken cancel);

    /// <summary>What makes a room useful and may be refused: topic, people, links. Tries again what was refused before, and answers all that cannot be done.</summary>
    Task<IReadOnlyList<RoomTrouble>> Furnish(string room, RoomRequest request, string key, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<RoomTrouble>>([]);

    /// <summary>Posts to a room; answers the platform's message id.</summary>
    Task<string> Post(string room, ChatPost post, string key, CancellationToken cancel);

    /// <summary>Gives files to a room with a post that stands alone, and says how to get them elsewhere; a platform without files posts that alone.</summary>
    Task Share(string room, IReadOnlyList<SharedFile> files, ChatPost post, string key, CancellationToken cancel) => Post(room, post, key, cancel);

    /// <summary>Replaces a message that the bot posted.</summary>
    Task Edit(string room, string message, ChatPost post, CancellationToken cancel);

    /// <summary>Pins a message; pinning twice is harmless.</summary>
    Task Pin(string room, string message, CancellationToken cancel);

    /// <summary>Shows a message to one person alone; never the only copy of a decision.</summary>
    Task Whisper(string room, string person, ChatPost post, string key, CancellationToken cancel);

    /// <summary>Closes a room for writing; its history stays readable.</summary>
    Task Archive(string room, CancellationToken cancel);
}

/// <summary>A room to open. <paramref name="Name"/> is lower case with hyphens, at most 80 characters; a taken one gets a suffix.</summary>
/// <param name="Kind">"incident", "stakeholders" or "triage".</param>
/// <param name="Topic">Empty: what the room has stays.</param>
/// <param name="Invite">Who is needed: that one of them cannot be invited is told.</param>
internal sealed record RoomRequest(string Name, string Kind, string Topic, IReadOnlyList<string> Invite)
{
    /// <summary>Who is let in where they have an account; where they have none, nothing is said.</summary>
    public IReadOnlyList<string> Welcome { get; init; } = [];

    /// <summary>The roles that are needed, for a platform that knows groups of people by role.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>Addresses that people need at hand, by title.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary>The message to be pinned and linked to; null: none yet.</summary>
    public string? Card { get; init; }
}

/// <summary>The room as it came to be, and what could not be done, each with its remedy; none of it stops an incident.</summary>
internal sealed record OpenedRoom(string Room, string Name, IReadOnlyList<RoomTrouble> Troubles);

/// <summary>Something about a room that a platform refused, and what a person can do about it.</summary>
internal sealed record RoomTrouble(string Problem, string Remedy)
{
    /// <summary>What was refused, each in words of its own, and is worth trying again; empty for what that cannot help.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Why the parts were refused, in the platform's own word.</summary>
    public string Cause { get; init; } = "";

    /// <summary>Parts of a room of this kind that were refused for one cause.</summary>
    internal static RoomTrouble Of(string room, IReadOnlyList<string> parts, string cause, string remedy) =>
        new(RoomFault.Words(room, parts, cause), remedy) { Parts = parts, Cause = cause };
}

/// <summary>A file to be shared, as text in UTF-8.</summary>
internal sealed record SharedFile(string Name, string MediaType, string Text);

/// <summary>What the bot says: plain text that stands alone, and a card where there is one. The platform escapes both.</summary>
/// <param name="Kind">What sort of news it is: "decision", "call" (a person is asked), "state", "update", "alarm", "answer" or "refusal".</param>
/// <param name="Text">Plain text; `code` in back-ticks and line breaks are the only markup.</param>
internal sealed record ChatPost(string Kind, string Text, Card? Card = null)
{
    /// <summary>Chatter, which the card or the timeline shows too: a platform with threads says it in the card's.</summary>
    public bool Aside { get; init; }
}

/// <summary>What a person said or pressed, as every platform hands it to the inbox (kind "chat", JSON by WorkflowJson.Options).</summary>
/// <param name="Delivery">The platform's id of this delivery: the deduplication key.</param>
/// <param name="Person">The directory's id of the person, mapped by the platform.</param>
/// <param name="Text">A command line, without the leading "/incident" or mention; null for a button.</param>
/// <param name="Button">The opaque id of the pressed button; null for a command.</param>
/// <param name="Fields">What was typed into the button's form, by field name.</param>
internal sealed record ChatInbound(
    string Platform, string Delivery, string Room, string Person, string PersonName, string? Text, string? Button,
    IReadOnlyDictionary<string, string> Fields, DateTimeOffset At)
{
    /// <summary>The text, beside fields, by which a platform reports that a pinned message was edited. What a person types has no fields.</summary>
    internal const string Edited = "captured: edited";

    /// <summary>The same for a deletion.</summary>
    internal const string Deleted = "captured: deleted";
}

/// <summary>The platform will not do this, now or later; the message says why, the remedy what a person can do.</summary>
/// <param name="cause">The platform's own word for it; null where it has none.</param>
internal sealed class ChatRefusedException(string message, string remedy, string? cause = null) : Exception(message)
{
    public string? Cause { get; } = cause;

    public string Remedy { get; } = remedy;
}

/// <summary>The room was closed or taken away under the bot, and cannot be had back; another takes its place.</summary>
internal sealed class RoomLostException(string message, string remedy, OpenedRoom instead) : Exception(message)
{
    public string Remedy { get; } = remedy;

    public OpenedRoom Instead { get; } = instead;
}

/// <summary>The platform did not do this now; it may after <see cref="RetryAfter"/>.</summary>
internal sealed class ChatUnavailableException(string message, TimeSpan retryAfter, Exception? inner = null) : Exception(message, inner)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
