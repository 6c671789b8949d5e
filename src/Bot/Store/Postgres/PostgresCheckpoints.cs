using Npgsql;

namespace IncidentBot.Store.Postgres;

/// <summary>The followers' checkpoints on PostgreSQL.</summary>
internal sealed class PostgresCheckpoints(PostgresConnections connections) : ICheckpoints
{
    private static readonly SqlFile Sql = SqlFile.Load("postgres/sql/checkpoints.sql");

    public Task<long> Read(string follower, CancellationToken cancel) => connections.Value<long>(Sql["read"], new { follower }, cancel);

    public Task Write(Checkpoint checkpoint, CancellationToken cancel) =>
        connections.Execute(Sql["write"], new { follower = checkpoint.Follower, position = checkpoint.Position }, cancel);

    /// <summary>The same as a part of somebody else's transaction.</summary>
    internal static NpgsqlBatchCommand Move(Checkpoint checkpoint) => new(Sql["write"])
    {
        Parameters = { new NpgsqlParameter<string>("follower", checkpoint.Follower), new NpgsqlParameter<long>("position", checkpoint.Position) },
    };
}
