using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Readiness;

/// <summary>A rule of the configuration by which alarms open an incident of the service.</summary>
/// <param name="Alarms">Which alarms it takes, in words.</param>
public sealed record Detection(string Alarms, Severity Severity);

/// <summary>What a premortem looks at besides readiness: it needs no reading, and no data folder.</summary>
/// <param name="Ready">Plan, people and drills; its readings may be empty.</param>
/// <param name="Rules">The rules for this service, in the order in which they are tried.</param>
/// <param name="Doors">By which ways alarms come in at all, in words; empty: by none.</param>
/// <param name="Runs">Recorded runs and drills of the service; empty where none is, or no log could be read.</param>
public sealed record PremortemFacts(
    ReadinessFacts Ready, IReadOnlyList<Detection> Rules, IReadOnlyList<string> Doors, IReadOnlyList<Decisions.RunRecord> Runs);
