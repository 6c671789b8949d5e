namespace IncidentBot.Store.Sqlite;

/// <summary>The followers' checkpoints on SQLite.</summary>
internal sealed class SqliteCheckpoints(SqliteWriter writer, SqliteReader reader) : ICheckpoints
{
    private static readonly SqlFile Sql = SqlFile.Load("sql/checkpoints.sql");

    public Task<long> Read(string follower, CancellationToken cancel) => reader.Value<long>(Sql["read"], [("follower", follower)], cancel);

    public Task Write(Checkpoint checkpoint, CancellationToken cancel) => writer.Write(session => Write(session, checkpoint), cancel);

    internal static int Write(WriteSession session, Checkpoint checkpoint) =>
        session.Execute(Sql["write"], ("follower", checkpoint.Follower), ("position", checkpoint.Position));
}
