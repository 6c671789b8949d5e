using Microsoft.Data.Sqlite;

namespace IncidentBot.Store.Sqlite;

/// <summary>Says what to do about a failure of SQLite that is nobody's bug.</summary>
internal static class StoreTrouble
{
    /// <summary>The failure in words; the exception itself if it is a bug (such as a violated constraint).</summary>
    internal static Exception Explain(Exception e, string database) => e is SqliteException sqlite && Advice(sqlite, database) is { } advice
        ? new StoreUnavailableException($"{advice} (SQLite says: {sqlite.Message})", e)
        : e;

    // https://sqlite.org/rescode.html; the primary code is the low byte.
    private static string? Advice(SqliteException e, string database) => (e.SqliteErrorCode & 0xff) switch
    {
        5 or 6 => $"{database} is locked by another program. Close what has it open (a database browser, a backup) and try again.",
        7 => "SQLite has run out of memory. Give the process more, or restart it.",
        8 => $"{database} cannot be written. Make the file and its folder writable for the user that runs incidentbot.",
        10 => $"Reading or writing {database} failed. Check the disk and its mount; nothing unacknowledged was kept.",
        11 => $"{database} is damaged. Stop incidentbot, keep a copy of the folder, and restore the last backup.",
        13 => $"The disk that holds {database} is full. Free some space; nothing unacknowledged was kept.",
        14 => $"{database} cannot be opened. Check that its folder exists and is accessible, or set Store:Folder to another.",
        26 => $"{database} is not a database of incidentbot. Move it away, or set Store:Folder to another folder.",
        _ => null,
    };
}
