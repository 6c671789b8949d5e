using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Bot.Tests.Cli;

/// <summary>A small incident in a store, with one text wherever people write.</summary>
internal static class StoredIncident
{
    internal static readonly DateTimeOffset T0 = new(2026, 3, 14, 2, 6, 0, TimeSpan.Zero);

    internal static Task<AppendResult> Append(IEventStore store, string incident, string text) => store.Append(
        [new StreamAppend(incident, 0, [.. Events(incident, text).Select(IncidentLog.Untyped)])], null, CancellationToken.None);

    /// <summary>Edits the stored data as someone with access to the file would.</summary>
    internal static void Tamper(string database, string from, string to)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER events_are_not_changed; UPDATE events SET data = replace(data, @from, @to)";
        command.Parameters.AddWithValue("@from", from);
        command.Parameters.AddWithValue("@to", to);
        Assert(command.ExecuteNonQuery() > 0);
    }

    internal static IReadOnlyList<IncidentEvent> Events(string incident, string text)
    {
        var by = new Actor("maya", text, "local");
        IncidentEvent[] events =
        [
            new IncidentEvent.Declared(incident, "checkout", Severity.Sev1, text, null),
            new IncidentEvent.AlarmsNoted([new AlarmTransition("a", text, null, AlarmState.Ok, AlarmState.Alarm, T0, null, text)], []),
            new IncidentEvent.NoteTaken(text),
            new IncidentEvent.MessagePinned(text, T0, text, text),
            new IncidentEvent.UpdateSent(Workflow.Updates.Audience.Support, text, true, true),
            new IncidentEvent.EtaStated(new StatedEta(T0, null, text, text, T0), null),
            new IncidentEvent.Resolved(text),
        ];
        return [.. events.Select((e, i) => e with { At = T0.AddSeconds(i), By = by })];
    }

    private static void Assert(bool changed) => Xunit.Assert.True(changed);
}
