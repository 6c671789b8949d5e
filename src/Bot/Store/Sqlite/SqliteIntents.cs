using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Store.Sqlite;

/// <summary>The intents on SQLite.</summary>
internal sealed class SqliteIntents(SqliteWriter writer, SqliteReader reader) : IIntents
{
    private static readonly SqlFile Sql = SqlFile.Load("sql/intents.sql");

    private sealed record Row(string Room, string Key, string At, string Asked, string? Result)
    {
        internal Intent Intent => new(UtcText.Read(At), Asked, Result);
    }

    public async Task<Intent?> Find(IntentKey key, CancellationToken cancel) =>
        (await reader.Rows<Row>(Sql["find"], Of(key), cancel)).FirstOrDefault()?.Intent;

    public Task Intend(IntentKey key, string asked, DateTimeOffset at, CancellationToken cancel) =>
        writer.Execute(Sql["intend"], [.. Of(key), ("asked", asked), ("at", UtcText.Of(at))], cancel);

    public Task Keep(IntentKey key, string result, CancellationToken cancel) =>
        writer.Execute(Sql["keep"], [.. Of(key), ("result", result)], cancel);

    public Task Forget(IntentKey key, CancellationToken cancel) => writer.Execute(Sql["forget"], Of(key), cancel);

    public async Task<Intent?> LastAsked(string platform, string kind, string asked, CancellationToken cancel) =>
        (await reader.Rows<Row>(Sql["lastAsked"], [("platform", platform), ("kind", kind), ("asked", asked)], cancel)).FirstOrDefault()?.Intent;

    public async Task<bool> Resulted(string platform, string kind, string result, CancellationToken cancel) =>
        await reader.Value<long>(Sql["resulted"], [("platform", platform), ("kind", kind), ("result", result)], cancel) == 1;

    public async Task<OpenIntent?> Oldest(string platform, string kind, CancellationToken cancel) =>
        (await reader.Rows<Row>(Sql["oldest"], [("platform", platform), ("kind", kind)], cancel)).FirstOrDefault() is { } row
            ? new OpenIntent(new IntentKey(platform, kind, row.Room, row.Key), UtcText.Read(row.At), row.Asked)
            : null;

    public Task Expire(string platform, string kind, DateTimeOffset before, CancellationToken cancel) => writer.Execute(
        Sql["expire"], [("platform", platform), ("kind", kind), ("before", UtcText.Of(before))], cancel);

    private static (string Name, object? Value)[] Of(IntentKey key) => [("platform", key.Platform), ("kind", key.Kind), ("room", key.Room), ("key", key.Key)];
}
