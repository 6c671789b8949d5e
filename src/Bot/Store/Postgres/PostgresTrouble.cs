using System.Net.Sockets;
using Npgsql;

namespace IncidentBot.Store.Postgres;

/// <summary>Says what to do about a failure of PostgreSQL or of the way to it. The connection string is never shown: it may hold a password.</summary>
internal static class PostgresTrouble
{
    /// <summary>Appended to what interrupted a commit: the caller asks again, and a key or a version tells what had been kept.</summary>
    private const string Unknown = "What was under way may or may not have been kept; it is asked for again.";

    /// <summary>The failure in words; the exception itself if it is a bug (such as a violated constraint).</summary>
    internal static Exception Explain(Exception e, string database) => e switch
    {
        PostgresException server => Advice(server, database) is { } advice ? new StoreUnavailableException($"{advice} (PostgreSQL says: {server.SqlState} {server.MessageText})", e) : e,
        NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
            new StoreUnavailableException($"{database} did not answer in time. Check the server's load and the network to it. {Unknown}", e),
        NpgsqlException or SocketException or IOException or ObjectDisposedException =>
            new StoreUnavailableException($"{database} cannot be reached ({Innermost(e)}). Check that the server runs and Store:Postgres:Connection; incidentbot goes on as soon as it answers. {Unknown}", e),
        _ => e,
    };

    /// <summary>Two transactions stood in each other's way, and this one was undone: it may begin again.</summary>
    internal static bool IsTransient(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html; the first two characters are the class.
    private static string? Advice(PostgresException e, string database) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{database} refuses the user or its password. Check Store:Postgres:Connection and Store:Postgres:PasswordFile.",
        PostgresErrorCodes.InvalidCatalogName => $"{database} does not exist. Make it (createdb), or name another in Store:Postgres:Connection.",
        PostgresErrorCodes.InsufficientPrivilege => $"{database} does not let this user do what incidentbot needs. Make the user the owner of the schema, or grant it CREATE on the database for the first start.",
        PostgresErrorCodes.DiskFull => $"The disk of {database} is full. Free some space; nothing unacknowledged was kept.",
        PostgresErrorCodes.TooManyConnections => $"{database} has no connection left. Raise max_connections, or lower Maximum Pool Size in Store:Postgres:Connection.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"{database} is read-only: it is a standby, or was made so. Name the primary in Store:Postgres:Connection (Target Session Attributes=primary).",
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable => $"{database} took too long. Check its load; it is tried again.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName =>
            $"{database} lacks a part of incidentbot's schema. Restore it from a backup, or restart incidentbot if the schema was dropped on purpose.",
        [.. var kind, _, _, _] when kind is "08" or "53" or "57" or "58" or "25" or "40" =>
            $"{database} is not available. Check that the server runs; incidentbot goes on as soon as it answers. {Unknown}",
        _ => null,
    };

    private static string Innermost(Exception e) => (e.InnerException is { } inner ? Innermost(inner) : e.Message).TrimEnd('.');
}
