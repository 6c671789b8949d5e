using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Timeline;

/// <summary>A step's estimate beside what it took, of the last failover that ran.</summary>
/// <param name="Estimate">The plan's own.</param>
/// <param name="Actual">From its first start to its success; null if it did not run to success, or people did it by hand.</param>
/// <param name="Outcome">How it ended, in words.</param>
public sealed record StepActual(
    string Step, string Title, StepPhase Phase, TimeSpan Estimate, TimeSpan? Actual, int Attempts, string Outcome);

/// <summary>The loss that was promised at the press beside the loss that reconciliation counted; null where unknown.</summary>
/// <param name="Reconciled">Whether the books are closed.</param>
public sealed record LossActual(
    long? BoundRecords, TimeSpan? BoundWindow, long? LostRecords, TimeSpan? LostWindow, bool Reconciled, string? Account)
{
    /// <summary>Whether the counted records lie within the bound; null while either is unknown.</summary>
    public bool? RecordsWithin => LostRecords is { } lost && BoundRecords is { } bound ? lost <= bound : null;

    /// <summary>Whether the lost window lies within the exposure at the press; null while either is unknown.</summary>
    public bool? WindowWithin => LostWindow is { } lost && BoundWindow is { } bound ? lost <= bound : null;
}

/// <summary>Estimates against what happened, for the next plan and the next decision.</summary>
/// <param name="Loss">Null when nothing was promoted.</param>
/// <param name="Predicted">How long the whole run was to take, as known at the proposal; null without one.</param>
/// <param name="Run">What all its steps took together; null unless every one of them ran to success.</param>
/// <param name="FirstEta">The first time that people were told; null if they were never told one.</param>
/// <param name="Slips">How often the ETA was moved afterwards.</param>
/// <param name="Restored">When service was back (UTC).</param>
public sealed record Actuals(
    IReadOnlyList<StepActual> Steps, LossActual? Loss, Eta? Predicted, TimeSpan? Run, StatedEta? FirstEta, int Slips, DateTimeOffset? Restored)
{
    /// <summary>The comparison of a log, or of any beginning of one.</summary>
    public static Actuals Of(IReadOnlyList<IncidentEvent> events)
    {
        var state = events.Aggregate(Incident.None, Evolve.Apply);
        var failover = state.Failover;
        var reconciled = events.OfType<IncidentEvent.Reconciled>().LastOrDefault();
        var told = events.OfType<IncidentEvent.EtaStated>().ToList();
        var took = StepTimes.Of(events);
        var byHand = events.OfType<IncidentEvent.TakenOver>().SelectMany(e => e.Evidence.Keys).ToHashSet();
        var steps = failover.Steps
            .Select(p => (Progress: p, Step: state.PlanOfRecord?.Step(p.Step)))
            .Where(p => p.Step is not null)
            .Select(p => new StepActual(p.Progress.Step, p.Step!.Title, p.Step.Phase, p.Step.Estimate,
                took.TryGetValue(p.Progress.Step, out var span) ? span : null, p.Progress.Attempt,
                Outcome(p.Progress, byHand.Contains(p.Progress.Step))))
            .ToList();
        return new Actuals(
            steps,
            failover.CommittedAt is null ? null : new LossActual(failover.CommittedLoss?.Bound, failover.CommittedLoss?.Exposure.Span,
                reconciled?.LostRecords, reconciled?.LostWindow, reconciled is not null, reconciled?.Account),
            failover.Proposal?.Snapshot.Eta,
            steps.Count > 0 && steps.All(s => s.Actual is not null) ? steps.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Actual!.Value) : null,
            told.FirstOrDefault()?.Eta, Math.Max(0, told.Count - 1), failover.RestoredAt);
    }

    private static string Outcome(StepProgress progress, bool byHand) => progress.Status switch
    {
        StepStatus.Pending => "did not run",
        StepStatus.Started => "running at the last event",
        StepStatus.Done when byHand => "done by hand",
        StepStatus.Done when progress.Attempt == 0 => "done before, by a freeze",
        StepStatus.Done => progress.Attempt > 1 ? $"done, at attempt {progress.Attempt}" : "done",
        StepStatus.Failed => "failed",
        StepStatus.Unknown => "outcome unknown",
        StepStatus.Skipped => "skipped",
        StepStatus.Undoing => "being undone at the last event",
        StepStatus.Undone => "undone",
        StepStatus.UndoFailed => "undo failed",
        _ => throw new InvalidOperationException($"No words for the step status '{progress.Status}'."),
    };
}
