using System.Data.Common;
using System.Globalization;
using Dapper;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Local;

/// <summary>One open transaction on the chat's file, and the rows that it works on.</summary>
internal sealed class ChatWriting(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
{
    internal Task<RoomState?> Room(string id) =>
        connection.QuerySingleOrDefaultAsync<RoomState>(Sql("SELECT id, archived FROM room WHERE id = @id", new { id }));

    internal Task<string?> RoomByKey(string key) =>
        connection.QuerySingleOrDefaultAsync<string>(Sql("SELECT id FROM room WHERE key = @key", new { key }));

    internal Task<long?> MessageByKey(string room, string key) =>
        connection.QuerySingleOrDefaultAsync<long?>(Sql("SELECT number FROM message WHERE room = @room AND key = @key", new { room, key }));

    internal Task<MessageState?> Message(string room, long number) => connection.QuerySingleOrDefaultAsync<MessageState>(
        Sql("SELECT number, author, audience, kind, text, card, pinned FROM message WHERE room = @room AND number = @number", new { room, number }));

    internal async Task AddRoom(string id, string key, string kind, string topic, DateTimeOffset at) => await connection.ExecuteAsync(
        Sql(
            "INSERT INTO room (id, key, kind, topic, opened_at, seq) VALUES (@id, @key, @kind, @topic, @at, @seq)",
            new { id, key, kind, topic, at = Text(at), seq = await NextSeq() }));

    internal async Task<long> AddMessage(NewMessage m) => await connection.QuerySingleAsync<long>(
        Sql(
            """
            INSERT INTO message (room, key, author, author_name, kind, text, card, audience, at, seq)
            VALUES (@Room, @Key, @Author, @AuthorName, @Kind, @Text, @Card, @Audience, @at, @seq)
            RETURNING number
            """,
            new { m.Room, m.Key, m.Author, m.AuthorName, m.Kind, m.Text, m.Card, m.Audience, at = Text(m.At), seq = await NextSeq() }));

    internal async Task Replace(long number, string kind, string text, string? card, DateTimeOffset at) => await connection.ExecuteAsync(
        Sql(
            "UPDATE message SET kind = @kind, text = @text, card = @card, edited_at = @at, seq = @seq WHERE number = @number",
            new { number, kind, text, card, at = Text(at), seq = await NextSeq() }));

    internal async Task MarkPinned(long number) => await connection.ExecuteAsync(
        Sql("UPDATE message SET pinned = 1, seq = @seq WHERE number = @number", new { number, seq = await NextSeq() }));

    internal async Task MarkArchived(string id) => await connection.ExecuteAsync(
        Sql("UPDATE room SET archived = 1, seq = @seq WHERE id = @id", new { id, seq = await NextSeq() }));

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(WorkflowJson.TimeFormat, CultureInfo.InvariantCulture);

    private Task<long> NextSeq() => connection.QuerySingleAsync<long>(Sql("UPDATE chat SET seq = seq + 1 RETURNING seq", null));

    private CommandDefinition Sql(string text, object? values) => new(text, values, transaction, cancellationToken: cancel);
}

/// <summary>What a change needs to know of a room.</summary>
internal sealed record RoomState(string Id, long Archived);

/// <summary>What a change needs to know of a message; no author means the bot, an audience means a whisper.</summary>
internal sealed record MessageState(long Number, string? Author, string? Audience, string Kind, string Text, string? Card, long Pinned);

/// <summary>A message to store. The key is unique in its room.</summary>
internal sealed record NewMessage(
    string Room, string Key, string? Author, string AuthorName, string Kind, string Text, string? Card, string? Audience, DateTimeOffset At);
