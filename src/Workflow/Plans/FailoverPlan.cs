namespace IncidentBot.Workflow.Plans;

/// <summary>How one service is moved from its primary to its target region: limits, readings, gates, approvals and steps.</summary>
/// <remarks>Built from a YAML file with every fault listed; stored whole with the incident, so that later edits change nothing.</remarks>
public sealed record FailoverPlan
{
    /// <summary>The service's name: lower-case letters, digits and hyphens, at most 63.</summary>
    public required string Service { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>The author's version of this plan and its policy; part of what approvers sign.</summary>
    public required string Version { get; init; }

    /// <summary>The region that serves now.</summary>
    public required string Primary { get; init; }

    /// <summary>The region to move to.</summary>
    public required string Target { get; init; }

    /// <summary>Recovery time objective, from impact start to verified service.</summary>
    public required TimeSpan Rto { get; init; }

    /// <summary>Recovery point objective: the most data loss, in time, that the business accepts.</summary>
    public required TimeSpan Rpo { get; init; }

    /// <summary>How long an armed failover waits for the press; at most 120 s.</summary>
    public TimeSpan ArmedLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a held failover keeps writes off before it is undone; default 10 min.</summary>
    public TimeSpan HoldLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an approval holds; default 10 min.</summary>
    public TimeSpan ApprovalExpiry { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The plan's own estimate of how long approvals take, used until latencies have been recorded; default 5 min.</summary>
    public TimeSpan ApprovalEstimate { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often readings are taken while an incident of this service is open; 0.5 s to 60 s, default 5 s.</summary>
    public TimeSpan SampleEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether preparing begins by itself once approved; otherwise the commander says so.</summary>
    public bool AutoPrepare { get; init; }

    /// <summary>Whether the bot fences by itself when the exposure reaches the RPO; otherwise it proposes to.</summary>
    public bool AutoFence { get; init; }

    /// <summary>Whether the press needs a one-time code of the person who presses; null: no.</summary>
    public bool? StepUp { get; init; }

    /// <summary>What a lost write is worth, and how many may be in flight.</summary>
    public required LossTerms Loss { get; init; }

    /// <summary>Which readings feed the loss and the fence.</summary>
    public required PlanInputs Inputs { get; init; }

    public IReadOnlyList<PlanReading> Readings { get; init; } = [];

    public IReadOnlyList<PlanGate> Gates { get; init; } = [];

    /// <summary>Which questions of the tree readings answer by themselves; null: none.</summary>
    public IReadOnlyList<PlanAnswer>? Answers { get; init; }

    /// <summary>What the plan requires above the table of failure modes; a mode that is absent here uses the table alone.</summary>
    public IReadOnlyList<ApprovalRule> Approvals { get; init; } = [];

    /// <summary>All steps in the order in which they run: prepare, then commit, then verify.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>Minutes between stakeholder updates per severity ("sev1" to "sev4"); absent: the built-in cadence.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Cadence { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>What an outage and a failover cost; null: unknown, and there is no flip point.</summary>
    public PlanCosts? Costs { get; init; }

    /// <summary>What standing ready costs a year; null: unknown.</summary>
    public PlanStanding? Standing { get; init; }

    /// <summary>How users are moved, and how long some stay behind; null: unknown.</summary>
    public PlanDns? Dns { get; init; }

    /// <summary>Paths with a latency budget; null, and not stored, where the plan has none.</summary>
    public IReadOnlyList<PlanPath>? Latency { get; init; }

    /// <summary>What the service is made of; null: not written down.</summary>
    public PlanTiers? Tiers { get; init; }

    /// <summary>The service's stores and how they reach the target; null: not written down.</summary>
    public IReadOnlyList<PlanStore>? Stores { get; init; }

    /// <summary>By lint rule, why this plan lives with its objection; null: it accepts none.</summary>
    public IReadOnlyDictionary<string, string>? Accept { get; init; }

    /// <summary>Where people look during an incident; null, and not stored, where the plan names nothing.</summary>
    public PlanLinks? Links { get; init; }

    /// <summary>The same service's plan for the way back: regions swapped, with readings, gates and steps of its own; null: the plan has none.</summary>
    public FailoverPlan? Failback { get; init; }

    /// <summary>The plan in the other direction, from which this one is the way back; null where the plan has none.</summary>
    public FailoverPlan? Turned() => Failback is { } back ? back with { Failback = this with { Failback = null } } : null;

    /// <summary>The first step that cannot be undone.</summary>
    public PlanStep PointOfNoReturn => Steps.First(s => !s.Reversible);

    /// <summary>The step that stops writes to the primary, if the plan has one.</summary>
    public PlanStep? Fence => Steps.FirstOrDefault(s => s.Fence);

    public PlanStep? Step(string id) => Steps.FirstOrDefault(s => s.Id == id);

    public PlanReading? Reading(string id) => Readings.FirstOrDefault(r => r.Id == id);

    public PlanGate? Gate(GateId id) => Gates.FirstOrDefault(g => g.Id == id);
}

/// <summary>What a lost write costs (<paramref name="ValuePerWrite"/> in <paramref name="Currency"/>) and how many writes may be in flight at the edge.</summary>
public sealed record LossTerms(decimal ValuePerWrite, string Currency, long WritesInFlight);

/// <summary>Ids of the readings that the decision rests on; null where the plan has none.</summary>
/// <param name="ReplicationLag">Seconds by which the target trails the primary.</param>
/// <param name="WriteRate">Writes per second, with one-second buckets.</param>
/// <param name="PrimaryDead">1 when the primary is proven to accept no writes at all.</param>
/// <param name="Fenced">1 when writes to the primary are verified to be refused.</param>
public sealed record PlanInputs(string ReplicationLag, string WriteRate, string? PrimaryDead, string? Fenced);

/// <summary>What approvals a failure mode needs beyond the built-in table.</summary>
/// <param name="Roles">Roles that must approve, each by another person.</param>
/// <param name="ExecutiveAbove">Money of the loss bound above which the executive must approve too; null: never.</param>
public sealed record ApprovalRule(FailureMode Mode, IReadOnlyList<Role> Roles, decimal? ExecutiveAbove);
