using System.Globalization;
using System.Text.Json;
using Dapper;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Local;

/// <summary>What one person may read: rooms and messages, without the whispers to others. The filter is here, not in the browser.</summary>
internal sealed class ChatReading(ChatFile file)
{
    private const string MessageColumns =
        "SELECT number, room, seq, author, author_name AS authorName, kind, text, card, audience, pinned, at, edited_at AS editedAt FROM message ";

    private const string Visible = "(audience IS NULL OR audience = @person)";

    /// <summary>The number of the last change, 0 before the first.</summary>
    internal Task<long> Head(CancellationToken cancel) =>
        file.Read(c => c.QuerySingleAsync<long>(new CommandDefinition("SELECT seq FROM chat", cancellationToken: cancel)), cancel);

    /// <summary>Rooms that changed after a number, in order of their change.</summary>
    internal Task<IReadOnlyList<LocalRoom>> Rooms(string? person, long after, CancellationToken cancel) => file.Read(
        async c => (IReadOnlyList<LocalRoom>)[.. (await c.QueryAsync<RoomRow>(new CommandDefinition(
            $"""
            SELECT id, kind, topic, archived, opened_at AS openedAt, seq,
                   (SELECT coalesce(max(number), 0) FROM message WHERE message.room = room.id AND {Visible}) AS newest
            FROM room WHERE seq > @after ORDER BY seq
            """,
            new { person, after },
            cancellationToken: cancel))).Select(r => r.Room())],
        cancel);

    /// <summary>One room; null if there is none of that name.</summary>
    internal async Task<LocalRoom?> Room(string id, string? person, CancellationToken cancel) =>
        (await Rooms(person, 0, cancel)).FirstOrDefault(r => r.Id == id);

    /// <summary>Messages of one room, or of all, that changed after a number, in order of their change.</summary>
    internal Task<IReadOnlyList<LocalMessage>> Messages(string? room, string? person, long after, int max, CancellationToken cancel) => file.Read(
        async c => (IReadOnlyList<LocalMessage>)[.. (await c.QueryAsync<MessageRow>(new CommandDefinition(
            $"{MessageColumns} WHERE seq > @after AND (@room IS NULL OR room = @room) AND {Visible} ORDER BY seq LIMIT @max",
            new { room, person, after, max },
            cancellationToken: cancel))).Select(m => m.Message())],
        cancel);

    /// <summary>One message, if that person may see it.</summary>
    internal Task<LocalMessage?> Message(string room, string id, string? person, CancellationToken cancel) => file.Read(
        async c => (await c.QuerySingleOrDefaultAsync<MessageRow>(new CommandDefinition(
            $"{MessageColumns} WHERE number = @number AND room = @room AND {Visible}",
            new { number = LocalMessage.NumberOf(id) ?? -1, room, person },
            cancellationToken: cancel)))?.Message(),
        cancel);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, WorkflowJson.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    // Named for Dapper: without a row, SQLite knows no type for the computed column, and no constructor would match.
    [method: ExplicitConstructor]
    private sealed record RoomRow(string Id, string Kind, string Topic, long Archived, string OpenedAt, long Seq, long Newest)
    {
        internal LocalRoom Room() => new(Id, Id, Kind, Topic, Archived != 0, Time(OpenedAt), Seq, Newest);
    }

    private sealed record MessageRow(
        long Number, string Room, long Seq, string? Author, string AuthorName, string Kind, string Text, string? Card, string? Audience, long Pinned,
        string At, string? EditedAt)
    {
        internal LocalMessage Message() => new(
            LocalMessage.IdOf(Number), Number, Room, Seq, Author, AuthorName, Kind, Text,
            Card is null ? null : JsonSerializer.Deserialize<Card>(Card, WorkflowJson.Options), Audience is not null, Pinned != 0, Time(At),
            EditedAt is null ? null : Time(EditedAt));
    }
}
