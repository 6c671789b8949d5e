using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;

namespace IncidentBot.Workflow.Failover;

/// <summary>The failover of one incident: its proposal, votes, steps and clocks. One at a time; a new proposal starts a new one.</summary>
public sealed record FailoverRecord
{
    public static FailoverRecord Idle { get; } = new();

    public FailoverState State { get; init; } = FailoverState.Idle;

    /// <summary>How many proposals this incident has had.</summary>
    public int Proposals { get; init; }

    public Proposal? Proposal { get; init; }

    /// <summary>Approvals that count now; lost ones are removed by the event that says why.</summary>
    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>Whom the bot calls for each role that is, or was, missing.</summary>
    public IReadOnlyList<RoleCalls> Calls { get; init; } = [];

    /// <summary>Break-glass records of this proposal that count, or wait for their second person.</summary>
    public IReadOnlyList<BreakGlass> Glass { get; init; } = [];

    /// <summary>The plan's steps in order; empty before preparing.</summary>
    public IReadOnlyList<StepProgress> Steps { get; init; } = [];

    /// <summary>The epoch handed to steps: the proposal's, or the larger one of the undo.</summary>
    public long Epoch { get; init; }

    public DateTimeOffset? ProposedAt { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>When writes were first fenced for this failover; I4's clock runs from here.</summary>
    public DateTimeOffset? ArmedUntil { get; init; }

    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>While held: since when authority is complete again, so that steps verified before do not count.</summary>
    public DateTimeOffset? AuthorityRegainedAt { get; init; }

    /// <summary>The state that a stuck failover came from: retry leads back there.</summary>
    public FailoverState? StuckFrom { get; init; }

    /// <summary>An abort that leaves writes fenced.</summary>
    public bool KeepFrozen { get; init; }

    /// <summary>Who asked to stand down, awaiting a second person; then the promotion's probe.</summary>
    public Actor? StandDownBy { get; init; }

    public bool StandDownConfirmed { get; init; }

    /// <summary>When the press was made durable.</summary>
    public DateTimeOffset? CommittedAt { get; init; }

    /// <summary>The loss bound at the press: what actual losses are counted against.</summary>
    public Loss? CommittedLoss { get; init; }

    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>The writes really lost, as reconciliation counted them; null until then, or if they could not be counted.</summary>
    public long? ActualLoss { get; init; }

    /// <summary>True from the durable press on: nothing afterwards is an abort.</summary>
    public bool PastPointOfNoReturn => CommittedAt is not null;

    /// <summary>A proposal stands and the press has not come: approvals are given, reviewed, revoked and void only now.</summary>
    public bool IsOpenToVotes => Proposal is not null && State is FailoverState.Proposed or FailoverState.Approved or FailoverState.Preparing
        or FailoverState.Halted or FailoverState.Held or FailoverState.Armed;

    /// <summary>What every vote that counts accepts to lose.</summary>
    internal IReadOnlyList<Ceiling> Ceilings => [.. Approvals.Select(a => a.Ceiling), .. Glass.Where(g => g.IsConfirmed).Select(g => g.Ceiling)];

    public StepProgress? Step(string id) => Steps.FirstOrDefault(s => s.Step == id);
}
