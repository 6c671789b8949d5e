using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>What the runner did: starts, ends with evidence and duration, and what people decided about a broken step.</summary>
internal static class StepSentences
{
    internal static Told? Of(IncidentEvent happened, Incident before) => happened switch
    {
        IncidentEvent.StepStarted e => Step($"{Started(e, before)} began{(e.Attempt > 1 ? $", attempt {e.Attempt}" : "")}, under epoch {e.Epoch}."),
        IncidentEvent.StepSucceeded e => Step(Succeeded(e, before), $"Evidence: {Figures.Quoted(e.Evidence)}"),
        IncidentEvent.StepFailed e => Step(
            $"{Work(e.Purpose, e.Step, before)} {Ended(e.Outcome)}{Took(e.Step, e.Purpose, e, before)}, attempt {e.Attempt}; "
            + (e.EffectPossible ? "it may have had an effect." : "a probe showed that it had no effect."),
            $"Reason: {Figures.Quoted(e.Reason)}"),
        IncidentEvent.StepSkipped e => Step($"{e.By.Name} skipped step {Title(e.Step, before)}.{Figures.Because(e.Reason)}"),
        IncidentEvent.StepReset e => Step($"Step {Title(e.Step, before)} is to run again.{Figures.Because(e.Reason)}"),
        _ => null,
    };

    /// <summary>The step's id, with its title where that says more.</summary>
    internal static string Title(string step, Incident state) =>
        state.Plan?.Step(step) is { } known && known.Title != step ? $"{step} ({Shown.Line(known.Title)})" : step;

    private static string Started(IncidentEvent.StepStarted e, Incident before) => Work(e.Purpose, e.Step, before);

    private static string Succeeded(IncidentEvent.StepSucceeded e, Incident before) => e.Purpose switch
    {
        StepPurpose.Verify => $"A probe found the effect of step {Title(e.Step, before)} {(e.EffectPresent ? "present" : "absent")}.",
        _ => $"{Work(e.Purpose, e.Step, before)} succeeded{Took(e.Step, e.Purpose, e, before)}"
            + (e.Verified ? ", verified by a probe." : e.By.IsBot ? ", not verified by a probe." : $", as {e.By.Name} attested."),
    };

    private static string Work(StepPurpose purpose, string step, Incident before) => purpose switch
    {
        StepPurpose.Run => $"Step {Title(step, before)}",
        StepPurpose.Verify => $"The probe of step {Title(step, before)}",
        StepPurpose.Undo => $"The undo of step {Title(step, before)}",
        StepPurpose.Freeze => $"Freezing writes by step {Title(step, before)}",
        StepPurpose.Unfreeze => $"Lifting the freeze of step {Title(step, before)}",
        _ => throw new InvalidOperationException($"The timeline has no words for a step run for '{purpose}'."),
    };

    private static string Ended(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Succeeded => "succeeded",
        StepOutcome.Failed => "failed",
        StepOutcome.TimedOut => "timed out",
        StepOutcome.Unknown => "ended in a way that nobody knows",
        _ => throw new InvalidOperationException($"The timeline has no words for the outcome '{outcome}'."),
    };

    private static string Took(string step, StepPurpose purpose, IncidentEvent ended, Incident before)
    {
        var began = purpose is StepPurpose.Freeze or StepPurpose.Unfreeze ? before.Fence.StartedAt
            : purpose is StepPurpose.Run or StepPurpose.Undo ? before.Failover.Step(step)?.StartedAt
            : null;
        return began is { } at && ended.At >= at ? $" after {Durations.Text(ended.At - at)}" : "";
    }

    private static Told Step(string sentence, params IReadOnlyList<string> details) => new(TimelineKind.Step, sentence, details);
}
