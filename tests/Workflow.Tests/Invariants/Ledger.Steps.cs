using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Tests.Invariants;

internal sealed partial class Ledger
{
    private void ApplyStep(IncidentEvent happened)
    {
        switch (happened)
        {
            case IncidentEvent.FreezeOrdered:
                Fence = new FenceLife(false, false, null, null);
                break;
            case IncidentEvent.UnfreezeOrdered:
                Fence = Fence with { Placed = false, OfFailover = false, Since = null };
                break;
            case IncidentEvent.StepStarted e:
                Start(e);
                break;
            case IncidentEvent.StepSucceeded e:
                Succeed(e);
                break;
            case IncidentEvent.StepFailed e:
                Fail(e);
                break;
            case IncidentEvent.StepReset { By.IsBot: false } e:
                MayRepeat.Add(e.Step);
                break;
            case IncidentEvent.StepSkipped e when State == FailoverState.Stuck:
                Effects.Remove(e.Step);
                break;
        }
    }

    private void Start(IncidentEvent.StepStarted e)
    {
        switch (e.Purpose)
        {
            case StepPurpose.Run:
                HasRun.Add(e.Step);
                MayRepeat.Remove(e.Step);
                Effects.Remove(e.Step);
                Effects.Add(e.Step);
                Fence = e.Step == "fence" ? new FenceLife(false, true, e.At, null) : Fence;
                break;
            case StepPurpose.Freeze:
                Fence = new FenceLife(false, false, e.At, null);
                break;
            case StepPurpose.Undo or StepPurpose.Unfreeze when e.Step == "fence":
                Fence = Fence with { Placed = false, Since = null };
                break;
        }
    }

    private void Succeed(IncidentEvent.StepSucceeded e)
    {
        var present = e.Purpose switch
        {
            StepPurpose.Run or StepPurpose.Freeze => true,
            StepPurpose.Verify => e.EffectPresent,
            _ => false,
        };
        if (!present)
        {
            Effects.Remove(e.Step);
            MayRepeat.Add(e.Step);
        }

        if (e.Step == "promote")
        {
            PromotionProven = present && (e.Verified || e.Purpose == StepPurpose.Verify);
        }

        if (e.Step == "fence")
        {
            Fence = !present ? new FenceLife(false, false, null, null)
                : e.Purpose == StepPurpose.Verify ? Fence with { Placed = true, Since = Fence.Since ?? e.At }
                : Fence with { Placed = true, Since = e.Verified ? e.At : null };
        }
    }

    private void Fail(IncidentEvent.StepFailed e)
    {
        if (e.Purpose == StepPurpose.Run && !e.EffectPossible)
        {
            Effects.Remove(e.Step);
        }

        if (e.Step == "fence" && e.Purpose != StepPurpose.Verify)
        {
            Fence = Fence with { Placed = false, Since = null };
        }
    }
}
