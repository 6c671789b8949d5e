using System.Collections.Immutable;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Incidents;

/// <summary>An incident as its log tells it: a fold over its events, equal on every machine.</summary>
public sealed record Incident
{
    public static Incident None { get; } = new();

    /// <summary>"INC-42"; empty before the first event.</summary>
    public string Id { get; init; } = "";

    /// <summary>The version of the last event; 0 before the first.</summary>
    public long Version { get; init; }

    /// <summary>When the last event happened by the clock of whoever wrote it (UTC); the least of all times before the first.</summary>
    public DateTimeOffset LastAt { get; init; }

    public string Service { get; init; } = "";

    public string Summary { get; init; } = "";

    public Severity Severity { get; init; } = Severity.Sev3;

    public IncidentPhase Phase { get; init; } = IncidentPhase.Declared;

    public DateTimeOffset DeclaredAt { get; init; }

    /// <summary>Who opened it; the bot for an alarm.</summary>
    public Approvals.Actor DeclaredBy { get; init; } = Approvals.Actor.Bot("log");

    /// <summary>Impact start t0 (UTC): the earliest breaching datapoint, or what a person stated; null while unknown.</summary>
    public DateTimeOffset? ImpactStart { get; init; }

    /// <summary>A person stated the impact start: alarms no longer move it.</summary>
    public bool ImpactStated { get; init; }

    /// <summary>Share of users affected, 0 to 1, as a person stated it; null while unknown.</summary>
    public decimal? AffectedShare { get; init; }

    /// <summary>What people assume, by kind; the newest of each.</summary>
    public ImmutableDictionary<AssumptionKind, Assumption> Assumptions { get; init; } = ImmutableDictionary<AssumptionKind, Assumption>.Empty;

    /// <summary>Measured shares of requests on the old region, one for each TTL after users were moved.</summary>
    public ImmutableList<TailSample> Tail { get; init; } = [];

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? MergedInto { get; init; }

    /// <summary>The plan as it was when it was attached; null while no plan matches the service.</summary>
    public FailoverPlan? Plan { get; init; }

    /// <summary>The plan was turned after a reconciled move, and nothing has been proposed on it yet: <see cref="Failover"/> still tells of that move.</summary>
    public bool Turned { get; init; }

    /// <summary>The plan that <see cref="Failover"/> ran on: the attached one, or the one before it was turned.</summary>
    public FailoverPlan? PlanOfRecord => Turned ? Plan?.Failback : Plan;

    /// <summary>Reconciled moves before the one that <see cref="Failover"/> tells of, oldest first.</summary>
    public ImmutableList<PastMove> PastMoves { get; init; } = [];

    /// <summary>The newest earlier move that did not end with a counted loss of zero; null: none.</summary>
    public PastMove? Losing => PastMoves.LastOrDefault(m => m.Actual != 0);

    /// <summary>Earlier runs of the same service, as they were when the plan was attached.</summary>
    public IReadOnlyList<RunRecord> Runs { get; init; } = [];

    public ImmutableDictionary<string, AlarmRecord> Alarms { get; init; } = ImmutableDictionary<string, AlarmRecord>.Empty;

    /// <summary>Person ids by role. The commander is one person; other roles may have several.</summary>
    public ImmutableDictionary<Role, ImmutableList<string>> Roles { get; init; } = ImmutableDictionary<Role, ImmutableList<string>>.Empty;

    /// <summary>Names of the people seen in this incident, by id.</summary>
    public ImmutableDictionary<string, string> Names { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableList<Answer> Answers { get; init; } = [];

    /// <summary>What was done of the lists that stood in place of a failover, of every mode it had.</summary>
    public ImmutableList<TaskDone> Tasks { get; init; } = [];

    /// <summary>Who owns what comes after a move.</summary>
    public ImmutableDictionary<Duty, DutyOwner> Owners { get; init; } = ImmutableDictionary<Duty, DutyOwner>.Empty;

    /// <summary>Drills of the service that had ended when the plan was attached.</summary>
    public IReadOnlyList<DrillFact> Drills { get; init; } = [];

    /// <summary>The region that the bot ran in when it last took readings, as configured; null while nobody has said.</summary>
    public string? BotRegion { get; init; }

    public FailureMode Mode { get; init; } = FailureMode.Unknown;

    /// <summary>When the mode was last classified or confirmed (UTC); G1 accepts it for 5 min.</summary>
    public DateTimeOffset? ModeAt { get; init; }

    /// <summary>The newest sample of each reading.</summary>
    public ImmutableDictionary<string, Reading> Readings { get; init; } = ImmutableDictionary<string, Reading>.Empty;

    public RecoveryPoint? RecoveryPoint { get; init; }

    public WriteRate? WriteRate { get; init; }

    /// <summary>When the primary was first proven dead, while it has stayed so.</summary>
    public DateTimeOffset? PrimaryDeadAt { get; init; }

    /// <summary>When the newest proof of that was sampled (UTC): older than its reading's limit, it proves nothing.</summary>
    public DateTimeOffset? PrimaryDeadSeenAt { get; init; }

    public FenceRecord Fence { get; init; } = FenceRecord.None;

    /// <summary>When the exposure reached the RPO and the bot said so; null while it has not.</summary>
    public DateTimeOffset? RpoBreachSaidAt { get; init; }

    public FailoverRecord Failover { get; init; } = FailoverRecord.Idle;

    /// <summary>What people must look at afterwards, oldest first, open and closed.</summary>
    public IReadOnlyList<Approvals.ReviewItem> Reviews { get; init; } = [];

    /// <summary>How many break-glass records were opened so far.</summary>
    public int Glasses { get; init; }

    public ImmutableList<RoomRef> Rooms { get; init; } = [];

    /// <summary>What platforms refuse in the rooms, oldest first; what can be mended goes when it is.</summary>
    public ImmutableList<RoomFault> RoomFaults { get; init; } = [];

    /// <summary>Chat messages in the timeline that edits and deletions still reach, by the platform's name of the message.</summary>
    public ImmutableDictionary<string, CapturedMessage> Captured { get; init; } = ImmutableDictionary<string, CapturedMessage>.Empty;

    /// <summary>Last update sent per audience, drafts, and reminders given.</summary>
    public UpdateLog Updates { get; init; } = UpdateLog.Empty;

    /// <summary>The range last told to people, and why it moved.</summary>
    public StatedEta? StatedEta { get; init; }

    /// <summary>The failure mode that is rehearsed; null: no drill. Set when it is declared, and never again.</summary>
    public FailureMode? Drill { get; init; }

    public bool IsDrill => Drill is not null;

    /// <summary>When the first person other than who began the drill did anything (UTC); null before, and outside of drills.</summary>
    public DateTimeOffset? DetectedAt { get; init; }

    /// <summary>Real incidents of the service that were open during the drill, as its room was told.</summary>
    public ImmutableList<string> RealIncidents { get; init; } = [];

    /// <summary>What came of the drill; null while it goes on, and outside of drills.</summary>
    public DrillFact? DrillResult { get; init; }

    public bool IsOpen => Id.Length > 0 && Phase != IncidentPhase.Closed;

    public bool Holds(string person, Role role) => Roles.TryGetValue(role, out var holders) && holders.Contains(person);

    /// <summary>The commander's person id, if someone has taken the role.</summary>
    public string? Commander => Roles.TryGetValue(Role.Commander, out var holders) ? holders.FirstOrDefault() : null;

    /// <summary>When writes to the primary stopped for certain: the verified fence; null while it is not placed and verified.</summary>
    public DateTimeOffset? FencedAt => Fence.Status == FenceStatus.Placed ? Fence.VerifiedAt : null;

    /// <summary>When the last step that moves users was done (UTC); null before.</summary>
    public DateTimeOffset? ShiftedAt => Plan?.Steps.LastOrDefault(s => s.ShiftsTraffic) is { } step
        && Failover.Step(step.Id) is { Status: StepStatus.Done, EndedAt: { } ended } ? ended : null;

    /// <summary>When the primary died, if that is still proven at <paramref name="now"/>, or was when a verified fence took over; else null.</summary>
    public DateTimeOffset? DeadAt(DateTimeOffset now) =>
        PrimaryDeadSeenAt is { } seen && Plan?.Inputs.PrimaryDead is { } id && Plan.Reading(id) is { } reading
        && (FencedAt < now ? FencedAt.Value : now) - seen <= reading.MaxAge
            ? PrimaryDeadAt
            : null;
}

/// <summary>A room of this incident on one platform; <paramref name="Kind"/> is "incident" or "stakeholders".</summary>
public sealed record RoomRef(string Platform, string Room, string Kind, string Name);

/// <summary>What people were last told about the end, with the reason for a slip.</summary>
public sealed record StatedEta(DateTimeOffset Earliest, DateTimeOffset? Latest, string Basis, string Reason, DateTimeOffset At);
