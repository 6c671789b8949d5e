using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Incidents;

/// <summary>The names of streams, and the way from a stored event to a typed one and back.</summary>
internal static class IncidentLog
{
    /// <summary>The stream whose version n is INC-n.</summary>
    internal const string Numbers = "incidents";

    /// <summary>Alarms that no rule gives to a service.</summary>
    internal const string Triage = "triage";

    /// <summary>What every incident's stream begins with.</summary>
    internal const string Prefix = "INC-";

    internal static string OfService(string service) => $"service/{service}";

    /// <summary>What spans the drills of a service, in a stream of its own: a drill takes nothing that a real incident needs.</summary>
    internal static string OfDrills(string service) => $"drill/{service}";

    /// <summary>The stream that an incident's service events belong to.</summary>
    internal static string OfService(Incident incident) => incident.IsDrill ? OfDrills(incident.Service) : OfService(incident.Service);

    internal static bool IsIncident(string stream) => stream.StartsWith(Prefix, StringComparison.Ordinal);

    internal static string Id(long number) => $"{Prefix}{number}";

    /// <summary>"INC-7", "inc-7" or "7"; null if it is none of these.</summary>
    internal static string? Parse(string text)
    {
        var digits = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text;
        return long.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? Id(number)
            : null;
    }

    internal static LogEvent Typed(StoredEvent stored) => EventRegistry.Read(stored.Type, stored.Data, stored.At);

    internal static NewEvent Untyped(LogEvent happened) =>
        new(EventRegistry.NameOf(happened), EventRegistry.Write(happened), happened.At);
}
