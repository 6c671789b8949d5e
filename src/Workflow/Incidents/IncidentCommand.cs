using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Everything that may be asked of an incident: a closed family. Who asks, and when, stands in <see cref="CommandContext"/>.</summary>
public abstract partial record IncidentCommand
{
    private IncidentCommand()
    {
    }

    /// <summary>Opens an incident; refused while the service has an open one.</summary>
    public sealed record Declare(
        string Incident, string Service, Severity Severity, string Summary, FailoverPlan? Plan, IReadOnlyList<RunRecord> Runs) : IncidentCommand;

    /// <summary>Alarm state changes of the service: open an incident, or join the open one.</summary>
    /// <param name="Confirmed">A person asked for it: alarms older than 30 min may then open an incident too.</param>
    public sealed record NoteAlarms(
        string Incident, string Service, Severity Severity, IReadOnlyList<AlarmTransition> Alarms, FailoverPlan? Plan,
        IReadOnlyList<RunRecord> Runs, bool Confirmed) : IncidentCommand;

    public sealed record SetSeverity(Severity Severity, string Reason) : IncidentCommand;

    public sealed record MovePhase(IncidentPhase Phase) : IncidentCommand;

    public sealed record TakeRole(Role Role) : IncidentCommand;

    public sealed record AssignRole(Role Role, string Person) : IncidentCommand;

    public sealed record DropRole(Role Role) : IncidentCommand;

    public sealed record TakeNote(string Text) : IncidentCommand;

    public sealed record PinMessage(string Author, DateTimeOffset SaidAt, string Text, string? Link) : IncidentCommand;

    public sealed record AnswerQuestion(string Question, string Choice) : IncidentCommand;

    /// <summary>Classifies the failure mode, or confirms the present one.</summary>
    public sealed record ClassifyMode(FailureMode Mode, string Reason) : IncidentCommand;

    public sealed record StateImpact(DateTimeOffset? Start, decimal? AffectedShare, string Reason) : IncidentCommand;

    /// <summary>Readings as collected; sent by the bot.</summary>
    public sealed record RecordReadings(IReadOnlyList<Reading> Readings, WriteRate? WriteRate) : IncidentCommand;

    /// <summary>Time has passed; harmless at any time, twice, or for nothing.</summary>
    public sealed record Wake : IncidentCommand;

    public sealed record Freeze(string Reason) : IncidentCommand;

    public sealed record Unfreeze(string Reason) : IncidentCommand;

    public sealed record NoteRoom(RoomRef Room) : IncidentCommand;

    public sealed record NoteRoomTrouble(string Platform, string Problem, string Remedy) : IncidentCommand;

    public sealed record Resolve(string Summary) : IncidentCommand;

    public sealed record Reopen(string Reason) : IncidentCommand;

    public sealed record Close(string Reason) : IncidentCommand;

    public sealed record CallFalseAlarm(string Reason) : IncidentCommand;

    public sealed record Merge(string Into, string Reason) : IncidentCommand;
}
