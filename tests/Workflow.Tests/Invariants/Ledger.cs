using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>The checker's own account of one incident, kept from its events alone. It shares no rule with the code that it checks.</summary>
internal sealed partial class Ledger(FailoverPlan plan)
{
    private readonly List<(DateTimeOffset At, bool Dead)> deaths = [];

    internal Dictionary<string, Reading> Newest { get; } = [];

    internal Dictionary<Role, HashSet<string>> Roles { get; } = [];

    internal Dictionary<string, Approval> Approvals { get; } = [];

    internal List<Waiver> Waivers { get; } = [];

    /// <summary>Steps that ran in this failover, in order of their last start, whose effect nothing has disproven.</summary>
    internal List<string> Effects { get; } = [];

    internal DateTimeOffset? R { get; private set; }

    internal WriteRate? Rate { get; private set; }

    internal FailureMode Mode { get; private set; }

    internal DateTimeOffset? ModeAt { get; private set; }

    internal DateTimeOffset? DraftedAt { get; private set; }

    internal Proposal? Proposal { get; private set; }

    internal HashSet<Role> Required { get; } = [];

    internal FailoverState State { get; private set; }

    internal FenceLife Fence { get; private set; } = new(false, false, null, null);

    /// <summary>The larger epoch of the undo, while aborting.</summary>
    internal long? UndoEpoch { get; private set; }

    internal bool Pressed { get; private set; }

    internal bool PromotionProven { get; private set; }

    internal bool KeepFrozen { get; private set; }

    /// <summary>When the armed or the hold limit ends, by the times of the events and the plan.</summary>
    internal DateTimeOffset? Limit { get; private set; }

    /// <summary>Steps that may run once more although they are not idempotent: a person ordered it, or a probe found no effect.</summary>
    internal HashSet<string> MayRepeat { get; } = [];

    internal HashSet<string> HasRun { get; } = [];

    internal void Apply(IncidentEvent happened)
    {
        switch (happened)
        {
            case IncidentEvent.ReadingsTaken e:
                Read(e);
                break;
            case IncidentEvent.ModeClassified e:
                (Mode, ModeAt) = (e.Mode, e.At);
                break;
            case IncidentEvent.RoleTaken e:
                (Roles.TryGetValue(e.Role, out var holders) ? holders : Roles[e.Role] = []).Add(e.Person);
                break;
            case IncidentEvent.RoleLost e:
                Roles[e.Role].Remove(e.Person);
                break;
            case IncidentEvent.UpdateDrafted { SpeaksOfLossAndEta: true } or IncidentEvent.UpdateSent { SpeaksOfLossAndEta: true }:
                DraftedAt = happened.At;
                break;
            case IncidentEvent.StepStarted or IncidentEvent.StepSucceeded or IncidentEvent.StepFailed or IncidentEvent.StepReset
                or IncidentEvent.StepSkipped or IncidentEvent.FreezeOrdered or IncidentEvent.UnfreezeOrdered:
                ApplyStep(happened);
                break;
            case IncidentEvent.ChainDrawn or IncidentEvent.ApproverCalled or IncidentEvent.ApproverPassedOver
                or IncidentEvent.BreakGlassOpened or IncidentEvent.BreakGlassConfirmed or IncidentEvent.BreakGlassLost:
                ApplyCall(happened);
                break;
            default:
                ApplyFailover(happened);
                break;
        }
    }

    private void Read(IncidentEvent.ReadingsTaken e)
    {
        Rate = e.WriteRate ?? Rate;
        foreach (var reading in e.Readings)
        {
            Newest[reading.Id] = reading;
            var at = reading.SampledAt < e.At ? reading.SampledAt : e.At;
            if (reading is not { Problem: null, Value: { } value })
            {
                continue;
            }

            if (reading.Id == plan.Inputs.ReplicationLag && value >= 0)
            {
                var r = at - TimeSpan.FromSeconds((double)value);
                R = R > r ? R : r;
            }
            else if (reading.Id == plan.Inputs.PrimaryDead)
            {
                deaths.Add((at, value == 1));
            }
            else if (reading.Id == plan.Inputs.Fenced)
            {
                Fence = Fence switch
                {
                    { Placed: true } when value == 0 && at > Fence.Since => Fence with { Since = null },
                    { Placed: true, Since: null } when value == 1 && !(at <= Fence.Started) => Fence with { Since = at },
                    var same => same,
                };
            }
        }
    }

    private void ApplyFailover(IncidentEvent happened)
    {
        switch (happened)
        {
            case IncidentEvent.Proposed e:
                (State, Proposal, UndoEpoch, Pressed, PromotionProven, Limit, KeepFrozen) = (FailoverState.Proposed, e.Proposal, null, false, false, null, false);
                Approvals.Clear();
                Glass.Clear();
                Chains.Clear();
                Waivers.Clear();
                Effects.Clear();
                MayRepeat.Clear();
                HasRun.Clear();
                Required.Clear();
                Required.UnionWith(e.Proposal.Required);
                break;
            case IncidentEvent.Withdrawn:
                (State, Proposal) = (FailoverState.Idle, null);
                break;
            case IncidentEvent.RoleRequired e:
                Required.Add(e.Role);
                break;
            case IncidentEvent.Rejected:
                Approvals.Clear();
                Glass.Clear();
                break;
            case IncidentEvent.ApprovalGiven e:
                Approvals[e.Approval.By.Person] = e.Approval;
                break;
            case IncidentEvent.ApprovalLost e:
                Approvals.Remove(e.Person);
                break;
            case IncidentEvent.GateWaived e:
                Waivers.Add(e.Waiver);
                break;
            case IncidentEvent.AuthorityComplete when State == FailoverState.Proposed:
                State = FailoverState.Approved;
                break;
            case IncidentEvent.AuthorityLost e:
                State = State == FailoverState.Approved ? FailoverState.Proposed : FailoverState.Held;
                Limit = State == FailoverState.Held ? e.At + plan.HoldLimit : null;
                break;
            case IncidentEvent.ArmedLapsed e:
                (State, Limit) = (FailoverState.Held, e.At + plan.HoldLimit);
                Approvals.Clear();
                Glass.Clear();
                break;
            case IncidentEvent.Armed e:
                (State, Limit) = (FailoverState.Armed, e.At + plan.ArmedLimit);
                break;
            case IncidentEvent.PointOfNoReturn:
                (State, Limit, Pressed) = (FailoverState.Committing, null, true);
                break;
            case IncidentEvent.SignalsFailed:
                // What only looks may look again.
                State = FailoverState.Verifying;
                MayRepeat.UnionWith(plan.Steps.Where(s => s.Phase == StepPhase.Verify).Select(s => s.Id));
                break;
            case IncidentEvent.AbortBegun e:
                (State, Limit, UndoEpoch, KeepFrozen, Pressed) = (FailoverState.Aborting, null, e.Epoch, e.KeepFrozen, false);
                break;
            case IncidentEvent.Aborted:
                (State, Fence) = (FailoverState.Aborted, Fence with { OfFailover = false });
                break;
            default:
                State = happened switch
                {
                    IncidentEvent.PreparingBegun => FailoverState.Preparing,
                    IncidentEvent.Halted => FailoverState.Halted,
                    IncidentEvent.Resumed e => e.To,
                    IncidentEvent.Stuck => FailoverState.Stuck,
                    IncidentEvent.TakenOver or IncidentEvent.CommitDone => FailoverState.Verifying,
                    IncidentEvent.Restored => FailoverState.Restored,
                    IncidentEvent.Reconciled => FailoverState.Reconciled,
                    _ => State,
                };
                Limit = happened is IncidentEvent.Resumed ? null : Limit;
                break;
        }
    }

    /// <summary>A fence as the log tells it.</summary>
    /// <param name="OfFailover">The running failover placed it itself.</param>
    /// <param name="Since">Since when writes are proven to be refused, without a break.</param>
    internal sealed record FenceLife(bool Placed, bool OfFailover, DateTimeOffset? Started, DateTimeOffset? Since);
}
