using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentEvent
{
    /// <summary>The incident opened, by a person or by alarms.</summary>
    public sealed record Declared(
        string Incident, string Service, Severity Severity, string Summary, DateTimeOffset? ImpactStart) : IncidentEvent
    {
        /// <summary>The failure mode that is rehearsed; null: no drill. It stays what it is here.</summary>
        public FailureMode? Drill { get; init; }
    }

    /// <summary>The service's plan as it stands now, whole, with earlier runs: later edits of the file change nothing here.</summary>
    public sealed record PlanAttached(FailoverPlan Plan, IReadOnlyList<RunRecord> Runs) : IncidentEvent
    {
        /// <summary>Drills of the service that had ended by then; null: none.</summary>
        public IReadOnlyList<DrillFact>? Drills { get; init; }

        /// <summary>True: it takes the place of the plan that the incident has just moved by, and leads back; null: it is the first.</summary>
        public bool? Turned { get; init; }
    }

    /// <summary>Alarm state changes of this service; those in <paramref name="Stale"/> were older than what was known, and act on nothing.</summary>
    public sealed record AlarmsNoted(IReadOnlyList<AlarmTransition> Alarms, IReadOnlyList<AlarmTransition> Stale) : IncidentEvent;

    /// <summary>The severity changed.</summary>
    public sealed record SeverityChanged(Severity From, Severity To, string Reason) : IncidentEvent;

    /// <summary>The phase moved, by hand or by the work itself.</summary>
    public sealed record PhaseMoved(IncidentPhase From, IncidentPhase To) : IncidentEvent;

    /// <summary>Someone holds a role now; a commander replaces the one before.</summary>
    public sealed record RoleTaken(Role Role, string Person, string Name) : IncidentEvent;

    /// <summary>Someone holds a role no longer: dropped it, was replaced, or lost the right to it.</summary>
    public sealed record RoleLost(Role Role, string Person, string Reason) : IncidentEvent;

    /// <summary>A person's note.</summary>
    public sealed record NoteTaken(string Text) : IncidentEvent;

    /// <summary>A chat message kept in the timeline with its own author and time (UTC).</summary>
    /// <param name="Message">The platform's name of the message, by which edits and a deletion find it; null where it has none.</param>
    public sealed record MessagePinned(string Author, DateTimeOffset SaidAt, string Text, string? Link, string? Message = null) : IncidentEvent;

    /// <summary>A question of the tree was answered.</summary>
    public sealed record QuestionAnswered(Answer Answer) : IncidentEvent;

    /// <summary>The failure mode was classified, or confirmed when it is the same as before.</summary>
    public sealed record ModeClassified(FailureMode Mode, FailureMode Before, string How) : IncidentEvent;

    /// <summary>Impact was corrected; the old values stay in the log.</summary>
    public sealed record ImpactStated(
        DateTimeOffset? Start, DateTimeOffset? StartBefore, decimal? AffectedShare, string Reason) : IncidentEvent;

    /// <summary>Readings as they came in; the write rate travels beside its reading.</summary>
    public sealed record ReadingsTaken(IReadOnlyList<Reading> Readings, WriteRate? WriteRate) : IncidentEvent
    {
        /// <summary>The region that the bot ran in, as configured; null: nobody had said.</summary>
        public string? BotRegion { get; init; }
    }

    /// <summary>A person asked for or the exposure called for a freeze: the fence step runs under this epoch.</summary>
    public sealed record FreezeOrdered(long Epoch, string Reason, bool Automatic) : IncidentEvent;

    /// <summary>A freeze is to be lifted, under a larger epoch.</summary>
    public sealed record UnfreezeOrdered(long Epoch, string Reason) : IncidentEvent;

    /// <summary>The exposure has reached the RPO: the bot proposes to freeze.</summary>
    public sealed record RpoReached(Exposure Exposure, TimeSpan Rpo) : IncidentEvent;

    /// <summary>A room of the incident was opened on a platform.</summary>
    public sealed record RoomOpened(RoomRef Room) : IncidentEvent;

    /// <summary>Something about a room could not be done; the incident goes on.</summary>
    public sealed record RoomDegraded(string Platform, string Problem, string Remedy) : IncidentEvent
    {
        /// <summary>The kind of the room whose <see cref="Parts"/> are tried again; else empty.</summary>
        public string Room { get; init; } = "";

        /// <summary>What was refused, each in words of its own ("invite maya"), and is tried again; empty for what trying again cannot help.</summary>
        public IReadOnlyList<string> Parts { get; init; } = [];

        /// <summary>Why the parts were refused, in the platform's own word.</summary>
        public string Cause { get; init; } = "";
    }

    /// <summary>What had been refused in a room is done now, or needed no more.</summary>
    public sealed record RoomMended(string Platform, string Room, IReadOnlyList<string> Parts) : IncidentEvent;

    /// <summary>The impact is over.</summary>
    public sealed record Resolved(string Summary) : IncidentEvent;

    /// <summary>A resolved incident goes on, by a person or because an alarm came again.</summary>
    public sealed record Reopened(string Reason) : IncidentEvent;

    /// <summary>The incident is over.</summary>
    public sealed record Closed(string Reason) : IncidentEvent;

    /// <summary>It was no incident.</summary>
    public sealed record FalseAlarmCalled(string Reason) : IncidentEvent;

    /// <summary>It is part of another incident, which goes on.</summary>
    public sealed record Merged(string Into, string Reason) : IncidentEvent;
}
