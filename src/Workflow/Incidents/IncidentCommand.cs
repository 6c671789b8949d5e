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
        string Incident, string Service, Severity Severity, string Summary, FailoverPlan? Plan, IReadOnlyList<RunRecord> Runs) : IncidentCommand
    {
        /// <summary>Drills of the service that ended; null: none.</summary>
        public IReadOnlyList<DrillFact>? Drills { get; init; }
    }

    /// <summary>Alarm state changes of the service: open an incident, or join the open one.</summary>
    /// <param name="Confirmed">A person asked for it: alarms older than 30 min may then open an incident too.</param>
    public sealed record NoteAlarms(
        string Incident, string Service, Severity Severity, IReadOnlyList<AlarmTransition> Alarms, FailoverPlan? Plan,
        IReadOnlyList<RunRecord> Runs, bool Confirmed) : IncidentCommand
    {
        /// <summary>Drills of the service that ended; null: none.</summary>
        public IReadOnlyList<DrillFact>? Drills { get; init; }
    }

    /// <summary>Changes the severity; refused if it is that already.</summary>
    public sealed record SetSeverity(Severity Severity, string Reason) : IncidentCommand;

    /// <summary>Moves the phase by hand, as far as the table of phases allows.</summary>
    public sealed record MovePhase(IncidentPhase Phase) : IncidentCommand;

    /// <summary>Takes a role that the directory lists for the person; a commander replaces the one before.</summary>
    public sealed record TakeRole(Role Role) : IncidentCommand;

    /// <summary>Gives a role to another person, by id or name; commander or deputy.</summary>
    public sealed record AssignRole(Role Role, string Person) : IncidentCommand;

    /// <summary>Gives up a role; approvals given in it are void.</summary>
    public sealed record DropRole(Role Role) : IncidentCommand;

    /// <summary>Puts a note in the timeline; anyone, also after the incident is closed.</summary>
    public sealed record TakeNote(string Text) : IncidentCommand;

    /// <summary>Keeps a chat message with its own author and time (UTC).</summary>
    public sealed record PinMessage(string Author, DateTimeOffset SaidAt, string Text, string? Link, string? Message = null) : IncidentCommand;

    /// <summary>Answers a question of the tree; the last answer to each counts.</summary>
    public sealed record AnswerQuestion(string Question, string Choice) : IncidentCommand;

    /// <summary>Classifies the failure mode, or confirms the present one.</summary>
    public sealed record ClassifyMode(FailureMode Mode, string Reason) : IncidentCommand;

    /// <summary>Corrects when impact began (UTC, not in the future) and the affected share (0 to 1); the old values stay in the log.</summary>
    public sealed record StateImpact(DateTimeOffset? Start, decimal? AffectedShare, string Reason) : IncidentCommand;

    /// <summary>Readings as collected; sent by the bot.</summary>
    public sealed record RecordReadings(IReadOnlyList<Reading> Readings, WriteRate? WriteRate) : IncidentCommand
    {
        /// <summary>The region that the bot runs in, as configured; null: nobody has said.</summary>
        public string? BotRegion { get; init; }
    }

    /// <summary>Time has passed; harmless at any time, twice, or for nothing.</summary>
    public sealed record Wake : IncidentCommand;

    /// <summary>Stops writes to the primary at any time before the press; commander, deputy or data owner, or the bot where the plan says so.</summary>
    public sealed record Freeze(string Reason) : IncidentCommand;

    /// <summary>Lifts a freeze under a larger epoch; refused while a proposal is open. The commander.</summary>
    public sealed record Unfreeze(string Reason) : IncidentCommand;

    /// <summary>A room of the incident was opened on a platform.</summary>
    public sealed record NoteRoom(RoomRef Room) : IncidentCommand;

    /// <summary>Something about a room could not be done; the incident goes on.</summary>
    public sealed record NoteRoomTrouble(string Platform, string Problem, string Remedy) : IncidentCommand
    {
        /// <summary>The kind of the room whose <see cref="Parts"/> are tried again; else empty.</summary>
        public string Room { get; init; } = "";

        /// <summary>What was refused, each in words of its own; those that are known to be refused are not told again.</summary>
        public IReadOnlyList<string> Parts { get; init; } = [];

        /// <summary>Why the parts were refused, in the platform's own word.</summary>
        public string Cause { get; init; } = "";
    }

    /// <summary>What had been refused in a room is done now; what was never refused is passed over.</summary>
    public sealed record NoteRoomMended(string Platform, string Room, IReadOnlyList<string> Parts) : IncidentCommand;

    /// <summary>Ends the impact; needs the failover idle, aborted, restored or reconciled. Commander or deputy.</summary>
    public sealed record Resolve(string Summary) : IncidentCommand;

    /// <summary>Takes a resolved incident back to investigating, with a reason. Commander or deputy.</summary>
    public sealed record Reopen(string Reason) : IncidentCommand;

    /// <summary>Closes a resolved incident; needs the failover idle, aborted or reconciled, and no fence left behind. Commander or deputy.</summary>
    public sealed record Close(string Reason) : IncidentCommand;

    /// <summary>Closes an incident that was none, with a reason. Commander or deputy.</summary>
    public sealed record CallFalseAlarm(string Reason) : IncidentCommand;

    /// <summary>Closes an incident as part of another; needs the failover idle. Commander or deputy.</summary>
    public sealed record Merge(string Into, string Reason) : IncidentCommand;
}
