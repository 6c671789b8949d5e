using Dapper;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Benchmarks;

/// <summary>What people saw in the incident's room, counted in the local chat's own file.</summary>
/// <param name="AlarmsPerSecond">The most alarm posts that any one second of the clock got.</param>
internal sealed record RoomTally(long Cards, long Alarms, long AlarmsPerSecond)
{
    internal static RoomTally Of(string chatFile)
    {
        using var connection = new SqliteConnection($"Data Source={chatFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection.QuerySingle<RoomTally>(
            """
            WITH said AS (SELECT m.* FROM message m JOIN room r ON r.id = m.room WHERE r.kind = 'incident')
            SELECT (SELECT COUNT(*) FROM said WHERE card IS NOT NULL) AS Cards,
                   (SELECT COUNT(*) FROM said WHERE kind = 'alarm') AS Alarms,
                   COALESCE((SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM said WHERE kind = 'alarm' GROUP BY substr(at, 1, 19))), 0) AS AlarmsPerSecond
            """);
    }
}
