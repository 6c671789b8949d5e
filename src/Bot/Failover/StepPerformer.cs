using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>Carries out one order of the log, from action to proof, and says what to report. Nothing here decides what happens next.</summary>
internal sealed class StepPerformer(IStepActions actions, TimeProvider clock)
{
    /// <summary>A probe gets this long at least (or the step's limit, if that is shorter), however late the action was.</summary>
    private static readonly TimeSpan ProbeAtLeast = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(200);

    /// <summary>What to report; null if a person has to say how it went.</summary>
    internal async Task<IncidentCommand.FinishStep?> Perform(StepOrder order, StepRun run, CancellationToken cancel) => order switch
    {
        { Purpose: StepPurpose.Verify } => await Verify(order, run, cancel),
        { Resolve: true } => await Resolve(order, run, cancel),
        { Purpose: StepPurpose.Undo or StepPurpose.Unfreeze } => await Undo(order, run, cancel),
        _ => await Do(order, run, cancel),
    };

    private async Task<IncidentCommand.FinishStep?> Do(StepOrder order, StepRun run, CancellationToken cancel)
    {
        var begun = clock.GetTimestamp();
        var result = await actions.Perform(order.Action!, run, order.Step.Timeout, cancel);

        // A later attempt that never left says nothing about an earlier one that did.
        var untouched = result.NothingSent && order.Attempt == 1;
        if (order.Step.Verify is null or StepAction.Manual)
        {
            return order.Step.Verify is StepAction.Manual && result.Outcome == StepOutcome.Succeeded
                ? null
                : Report(order, result.Outcome, result.Evidence, false, untouched ? false : null);
        }

        // The probe decides, whatever the call said: an error may have come after the effect, a success before it.
        while (true)
        {
            var (present, evidence) = await actions.Probe(order.Step.Verify, run, Left(order, begun), cancel);
            var said = $"{result.Evidence} Probe: {evidence}";
            if (present == true)
            {
                return Report(order, StepOutcome.Succeeded, said, true, true);
            }

            if (result.Outcome != StepOutcome.Succeeded || clock.GetElapsedTime(begun) >= order.Step.Timeout)
            {
                // What was late, lost or accepted may still take effect after the look: only a refusal with an absent effect proves
                // that there is none, and only of the first attempt, for an earlier one may still be on its way.
                var none = untouched || (order.Attempt == 1 && present == false && result.Outcome == StepOutcome.Failed);
                return Report(order, Outcome(result, present), said, false, none ? false : null);
            }

            await Task.Delay(BetweenProbes, clock, cancel);
        }
    }

    private async Task<IncidentCommand.FinishStep?> Undo(StepOrder order, StepRun run, CancellationToken cancel)
    {
        var begun = clock.GetTimestamp();
        var result = await actions.Perform(order.Action!, run, order.Step.Timeout, cancel);
        if (order.Step.Verify is null or StepAction.Manual)
        {
            return order.Step.Verify is StepAction.Manual && result.Outcome == StepOutcome.Succeeded
                ? null
                : Report(order, result.Outcome, result.Evidence, false, null);
        }

        while (true)
        {
            var (present, evidence) = await actions.Probe(order.Step.Verify, run, Left(order, begun), cancel);
            if (present == false || clock.GetElapsedTime(begun) >= order.Step.Timeout || result.Outcome != StepOutcome.Succeeded)
            {
                // An effect that is absent now may still arrive. Only an undo that was accepted, under its larger epoch, shuts out what is older.
                var undone = present == false && result.Outcome == StepOutcome.Succeeded;
                return Report(order, undone ? StepOutcome.Succeeded : StepOutcome.Failed, $"{result.Evidence} Probe: {evidence}", undone, undone ? false : present ?? true);
            }

            await Task.Delay(BetweenProbes, clock, cancel);
        }
    }

    private async Task<IncidentCommand.FinishStep> Verify(StepOrder order, StepRun run, CancellationToken cancel)
    {
        var (present, evidence) = await actions.Probe(order.Step.Verify!, run, order.Step.Timeout, cancel);
        return Report(order, present is null ? StepOutcome.Unknown : StepOutcome.Succeeded, evidence, present == true, present);
    }

    /// <summary>Found started: its probe decides; what only looks or waits is done again; anything else is a question for a person.</summary>
    private async Task<IncidentCommand.FinishStep?> Resolve(StepOrder order, StepRun run, CancellationToken cancel)
    {
        var undoing = order.Purpose is StepPurpose.Undo or StepPurpose.Unfreeze;
        if (!undoing && LooksOnly(order.Step.Action))
        {
            return await Do(order, run, cancel);
        }

        if (undoing && order.Step.Idempotent)
        {
            // Whether the interrupted call was accepted nobody knows, and an absent effect does not tell: it is made again.
            return await Undo(order, run, cancel);
        }

        if (order.Step.Verify is not { } probe)
        {
            return Report(order, StepOutcome.Unknown,
                "The bot was interrupted while it ran, and the plan gives no probe: a person must look, then retry, skip or abort.", false, null);
        }

        var (present, evidence) = await actions.Probe(probe, run, order.Step.Timeout, cancel);
        var said = $"Found started after an interruption; the probe decides: {evidence}";
        return present is null ? Report(order, StepOutcome.Unknown, said, false, null)
            : present.Value && !undoing ? Report(order, StepOutcome.Succeeded, said, true, true)
            // The call may still be on its way: an absent effect proves neither that there will be none, nor that an undo was accepted.
            : Report(order, StepOutcome.Failed, said, false, present.Value ? true : null);
    }

    /// <summary>It changes nothing: it can be done again, and given up.</summary>
    internal static bool LooksOnly(StepAction? action) =>
        action is StepAction.Check or StepAction.Wait or StepAction.Rehearse { Act: DrillAction.Check or DrillAction.Wait };

    private static StepOutcome Outcome(StepResult result, bool? present) =>
        present == false ? result.Outcome == StepOutcome.Succeeded ? StepOutcome.TimedOut : StepOutcome.Failed
        : result.Outcome == StepOutcome.Succeeded ? StepOutcome.Unknown : result.Outcome;

    /// <summary>By the monotonic clock: a wall clock that is set must neither cut a step's time short nor lengthen it.</summary>
    private TimeSpan Left(StepOrder order, long begun)
    {
        var left = order.Step.Timeout - clock.GetElapsedTime(begun);
        var least = order.Step.Timeout < ProbeAtLeast ? order.Step.Timeout : ProbeAtLeast;
        return left > least ? left : least;
    }

    private static IncidentCommand.FinishStep Report(StepOrder order, StepOutcome outcome, string evidence, bool verified, bool? present) =>
        new(order.Step.Id, order.Purpose, order.Attempt, outcome, evidence, verified, present);
}
