using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Store.Postgres;

/// <summary>The intents on PostgreSQL.</summary>
internal sealed class PostgresIntents(PostgresConnections connections) : IIntents
{
    private static readonly SqlFile Sql = SqlFile.Load("postgres/sql/intents.sql");

    private sealed record Row(string Room, string Key, string At, string Asked, string? Result)
    {
        internal Intent Intent => new(UtcText.Read(At), PostgresText.Read(Asked)!, PostgresText.Read(Result));
    }

    private sealed record Words(string Platform, string Kind, string Room = "", string Key = "", string? Asked = null, string? Result = null, string? At = null);

    public async Task<Intent?> Find(IntentKey key, CancellationToken cancel) => (await Rows("find", Of(key), cancel)).FirstOrDefault()?.Intent;

    public Task Intend(IntentKey key, string asked, DateTimeOffset at, CancellationToken cancel) =>
        connections.Execute(Sql["intend"], Of(key) with { Asked = PostgresText.Write(asked), At = UtcText.Of(at) }, cancel);

    public Task Keep(IntentKey key, string result, CancellationToken cancel) =>
        connections.Execute(Sql["keep"], Of(key) with { Result = PostgresText.Write(result) }, cancel);

    public Task Forget(IntentKey key, CancellationToken cancel) => connections.Execute(Sql["forget"], Of(key), cancel);

    public async Task<Intent?> LastAsked(string platform, string kind, string asked, CancellationToken cancel) =>
        (await Rows("lastAsked", Of(platform, kind) with { Asked = PostgresText.Write(asked) }, cancel)).FirstOrDefault()?.Intent;

    public Task<bool> Resulted(string platform, string kind, string result, CancellationToken cancel) =>
        connections.Value<bool>(Sql["resulted"], Of(platform, kind) with { Result = PostgresText.Write(result) }, cancel);

    public async Task<OpenIntent?> Oldest(string platform, string kind, CancellationToken cancel) =>
        (await Rows("oldest", Of(platform, kind), cancel)).FirstOrDefault() is { } row
            ? new OpenIntent(new IntentKey(platform, kind, PostgresText.Read(row.Room)!, PostgresText.Read(row.Key)!), UtcText.Read(row.At), PostgresText.Read(row.Asked)!)
            : null;

    public Task Expire(string platform, string kind, DateTimeOffset before, CancellationToken cancel) => connections.Execute(
        Sql["expire"], new { platform = PostgresText.Write(platform), kind = PostgresText.Write(kind), before = UtcText.Of(before) }, cancel);

    private Task<List<Row>> Rows(string statement, Words words, CancellationToken cancel) => connections.Rows<Row>(Sql[statement], words, cancel);

    private static Words Of(string platform, string kind) => new(PostgresText.Write(platform)!, PostgresText.Write(kind)!);

    private static Words Of(IntentKey key) => Of(key.Platform, key.Kind) with { Room = PostgresText.Write(key.Room)!, Key = PostgresText.Write(key.Key)! };
}
