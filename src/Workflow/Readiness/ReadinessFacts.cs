using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Readiness;

/// <summary>Everything that readiness looks at, at one moment: the same facts give the same score.</summary>
/// <param name="Drills">Drills of the service that ended, in any order; null: no log could be read.</param>
/// <param name="Readings">One sample of each reading that a source gives, and what is computed from them.</param>
/// <param name="Rate">The write rate of the same round; null: unknown.</param>
/// <param name="Reach">By person id.</param>
/// <param name="BotRegion">The region that the bot is configured to run in; null: nobody has said.</param>
public sealed record ReadinessFacts(
    FailoverPlan Plan, DateTimeOffset Now, IReadOnlyList<DrillFact>? Drills, IReadOnlyList<Reading> Readings, WriteRate? Rate,
    Roster People, IReadOnlyDictionary<string, PersonReach> Reach, string? BotRegion)
{
    /// <summary>The incident that holds the service's failover slot; null for none.</summary>
    public string? FailoverOf { get; init; }

    /// <summary>When the last promotion of the service ended (UTC).</summary>
    public DateTimeOffset? LastPromotionAt { get; init; }

    /// <summary>The ways of alarms on which a heartbeat is expected; empty: on none; null: no alarm can come in at all.</summary>
    public IReadOnlyList<IntakePath>? Intake { get; init; }

    /// <summary>Failure modes in which this plan may promote, in the table's order: what has to be drilled, and approved. A planned switchover is no failure, and waits for whoever is needed.</summary>
    public IReadOnlyList<FailureMode> Modes { get; } =
        [.. Enum.GetValues<FailureMode>().Where(m => m != FailureMode.PlannedSwitchover && (Verdict.Of(m).PermitsFailover || (m == FailureMode.DependencyOutage && Plan.Gate(GateId.G9) is not null)))];

    /// <summary>What lint objects to in the plan.</summary>
    public IReadOnlyList<LintFinding> Findings { get; init; } = PlanLint.Findings(Plan);

    /// <summary>The roles that some of these modes need, the executive included where the plan asks for one above a limit.</summary>
    public IReadOnlyList<Role> Roles => [.. Modes.SelectMany(m => ApprovalPolicy.Required(Plan, m, null)).Append(Role.Commander).Distinct().Order()];

    /// <summary>Whom the bot would call for a role.</summary>
    public IReadOnlyList<Callee> Chain(Role role) => RoleReach.Of(role, People, Reach, role == Role.Commander && Plan.StepUp == true);

    /// <summary>What the gates look at while nothing has failed: no incident, no fence, no proposal.</summary>
    internal GateFacts Gates()
    {
        var readings = new Dictionary<string, Reading>(StringComparer.Ordinal);
        foreach (var reading in Readings)
        {
            readings[reading.Id] = reading;
        }

        var lag = readings.GetValueOrDefault(Plan.Inputs.ReplicationLag);
        var point = lag?.ValueAt(Now) is { } seconds and >= 0 and < 1_000_000_000
            ? RecoveryPoint.After(null, lag.SampledAt, TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)), Now)
            : null;
        return new GateFacts(
            Now, Plan, "", FailureMode.Unknown, null, readings, Loss.For(Exposure.At(point, Now, null, null), Rate, Plan.Loss), null, 0, FailoverOf, LastPromotionAt, null, null)
        {
            Drills = Drills ?? [],
            BotRegion = BotRegion,
        };
    }
}
