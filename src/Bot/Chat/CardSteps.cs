using IncidentBot.Workflow;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The card's steps, with the point of no return marked between them.</summary>
internal static class CardSteps
{
    internal static CardSection Of(Incident incident, FailoverPlan plan)
    {
        var lines = new List<CardLine>();
        foreach (var step in plan.Steps)
        {
            if (step == plan.PointOfNoReturn)
            {
                lines.Add(new CardLine(CardTone.Warning, "―", incident.Failover.PastPointOfNoReturn
                    ? $"point of no return, crossed at {Durations.Clock(incident.Failover.CommittedAt!.Value)}"
                    : "point of no return: nothing below can be undone"));
            }

            lines.Add(Line(step, incident.Failover.Step(step.Id) ?? StepProgress.Pending(step.Id)));
        }

        return new CardSection("Steps", lines);
    }

    private static CardLine Line(PlanStep step, StepProgress progress)
    {
        var about = $"{step.Title} (estimate {Durations.Text(step.Estimate)})";
        return progress.Status switch
        {
            StepStatus.Pending => new CardLine(CardTone.Plain, "○", about, progress.Reason),
            StepStatus.Started when step.Action is StepAction.Manual manual =>
                new CardLine(CardTone.Warning, "☞", $"{step.Title}: waits for a person.", $"{manual.Instruction} Then `done {step.Id} what you did and how you know`.", null, progress.StartedAt),
            StepStatus.Started => new CardLine(CardTone.Warning, "▶", $"{step.Title}: running, attempt {progress.Attempt}, began", null, null, progress.StartedAt),
            StepStatus.Done => new CardLine(CardTone.Good, "✓", $"{step.Title}: done{Took(progress)}{(progress.VerifiedAt is null ? ", not probed" : ", proven")}."),
            StepStatus.Failed => new CardLine(CardTone.Bad, "■", $"{step.Title}: FAILED.", progress.Reason),
            StepStatus.Unknown => new CardLine(CardTone.Unknown, "?", $"{step.Title}: OUTCOME UNKNOWN.", progress.Reason),
            StepStatus.Skipped => new CardLine(CardTone.Warning, "↷", $"{step.Title}: skipped.", progress.Reason),
            StepStatus.Undoing => new CardLine(CardTone.Warning, "◀", $"{step.Title}: being undone, began", null, null, progress.StartedAt),
            StepStatus.Undone => new CardLine(CardTone.Plain, "↶", $"{step.Title}: undone."),
            StepStatus.UndoFailed => new CardLine(CardTone.Bad, "■", $"{step.Title}: UNDO FAILED.", progress.Reason),
            _ => throw new InvalidOperationException($"No line for '{progress.Status}'."),
        };
    }

    private static string Took(StepProgress progress) =>
        progress is { FirstStartedAt: { } from, EndedAt: { } to } ? $" in {Durations.Text(to - from)}" : "";
}
