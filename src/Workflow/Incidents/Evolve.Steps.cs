using IncidentBot.Workflow.Failover;

namespace IncidentBot.Workflow.Incidents;

public static partial class Evolve
{
    private static Incident OnStepStarted(Incident state, IncidentEvent.StepStarted e) => e.Purpose switch
    {
        StepPurpose.Verify => state,
        StepPurpose.Freeze or StepPurpose.Unfreeze =>
            state with { Fence = state.Fence with { Epoch = e.Epoch, StartedAt = e.At, Attempt = e.Attempt } },
        StepPurpose.Undo => WithStep(WithFence(state, e.Step, f => f with { Status = FenceStatus.Lifting, Epoch = e.Epoch, StartedAt = e.At }),
            e.Step, p => p with { Status = StepStatus.Undoing, Attempt = e.Attempt, StartedAt = e.At, EndedAt = null }),
        StepPurpose.Run => WithStep(WithFence(state, e.Step, f => new FenceRecord(FenceStatus.Placing, e.Epoch, true, e.At, null, f.Attempt)),
            e.Step, p => p with
            {
                Status = StepStatus.Started,
                Attempt = e.Attempt,
                FirstStartedAt = p.FirstStartedAt ?? e.At,
                StartedAt = e.At,
                EndedAt = null,
                EffectPossible = true,
            }),
        _ => throw new InvalidOperationException($"No fold for a step run for '{e.Purpose}'."),
    };

    private static Incident OnStepSucceeded(Incident state, IncidentEvent.StepSucceeded e) => e.Purpose switch
    {
        StepPurpose.Freeze => state with { Fence = state.Fence with { Status = FenceStatus.Placed, VerifiedAt = e.Verified ? e.At : null } },
        StepPurpose.Unfreeze => state with { Fence = Gone(state.Fence) },
        StepPurpose.Undo => WithStep(WithFence(state, e.Step, Gone), e.Step, p => p with
        {
            Status = StepStatus.Undone,
            EndedAt = e.At,
            EffectPossible = false,
            VerifiedAt = null,
            Evidence = e.Evidence,
            Reason = null,
        }),
        StepPurpose.Run => WithStep(WithFence(state, e.Step, f => f with { Status = FenceStatus.Placed, VerifiedAt = e.Verified ? e.At : null }),
            e.Step, p => p with
            {
                Status = StepStatus.Done,
                EndedAt = e.At,
                VerifiedAt = e.Verified ? e.At : null,
                Evidence = e.Evidence,
                Reason = null,
            }),
        StepPurpose.Verify => OnVerified(state, e),
        _ => throw new InvalidOperationException($"No fold for a step run for '{e.Purpose}'."),
    };

    private static Incident OnVerified(Incident state, IncidentEvent.StepSucceeded e)
    {
        if (e.EffectPresent)
        {
            // The edge of the exposure stays where the fence was first verified: a later look does not move it.
            return WithStep(WithFence(state, e.Step, f => f with { Status = FenceStatus.Placed, VerifiedAt = f.VerifiedAt ?? e.At }),
                e.Step, p => p with { Status = StepStatus.Done, VerifiedAt = e.At, Evidence = e.Evidence, EndedAt = p.EndedAt ?? e.At });
        }

        // A look proves nothing about a call that is still on its way: what may have had an effect may still have one.
        return WithStep(WithFence(state, e.Step, f => f.ByFailover ? f with { Status = FenceStatus.Unknown, VerifiedAt = null } : Gone(f)),
            e.Step, p => p with { Status = StepStatus.Pending, VerifiedAt = null, Reason = e.Evidence });
    }

    private static Incident OnStepFailed(Incident state, IncidentEvent.StepFailed e) => e.Purpose switch
    {
        StepPurpose.Verify => WithStep(state, e.Step, p => p with { Status = StepStatus.Unknown, Reason = e.Reason }),
        StepPurpose.Freeze or StepPurpose.Unfreeze => state with { Fence = Unproven(state.Fence, e) },
        StepPurpose.Undo => WithStep(WithFence(state, e.Step, f => f with { Status = FenceStatus.Unknown, VerifiedAt = null }),
            e.Step, p => p with { Status = StepStatus.UndoFailed, EndedAt = e.At, Reason = e.Reason }),
        StepPurpose.Run => WithStep(WithFence(state, e.Step, f => Unproven(f, e)), e.Step, p => p with
        {
            Status = e.Outcome == StepOutcome.Failed ? StepStatus.Failed : StepStatus.Unknown,
            EndedAt = e.At,
            EffectPossible = e.EffectPossible,
            Reason = e.Reason,
        }),
        _ => throw new InvalidOperationException($"No fold for a step run for '{e.Purpose}'."),
    };

    private static FenceRecord Unproven(FenceRecord fence, IncidentEvent.StepFailed e) =>
        e.Purpose != StepPurpose.Unfreeze && !e.EffectPossible
            ? Gone(fence)
            : fence with { Status = FenceStatus.Unknown, VerifiedAt = null };

    /// <summary>No fence; attempts are counted on, so that a late report of an old one can never pass for a new one's.</summary>
    private static FenceRecord Gone(FenceRecord fence) => FenceRecord.None with { Attempt = fence.Attempt };

    private static Incident WithStep(Incident state, string step, Func<StepProgress, StepProgress> change) => state with
    {
        Failover = state.Failover with { Steps = [.. state.Failover.Steps.Select(p => p.Step == step ? change(p) : p)] },
    };

    private static Incident WithFence(Incident state, string step, Func<FenceRecord, FenceRecord> change) =>
        state.Plan?.Fence?.Id == step ? state with { Fence = change(state.Fence) } : state;
}
