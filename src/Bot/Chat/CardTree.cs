using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The card's part of the tree: what the readings answered, the next question, and the work in place of a failover.</summary>
internal static class CardTree
{
    /// <summary>Heads the question that the answer buttons answer; platforms that show buttons apart repeat it beside them.</summary>
    internal const string NextQuestion = "Next question";

    internal static IEnumerable<CardSection> Of(Situation situation, DateTimeOffset now)
    {
        var incident = situation.Incident;
        if (incident.Phase >= IncidentPhase.Resolved)
        {
            yield break;
        }

        var drawn = DecisionTree.Counted(incident.Answers).Where(a => a.Evidence is not null).ToList();
        if (drawn.Count > 0 && incident.Failover.State == FailoverState.Idle)
        {
            yield return new CardSection("Answered by readings", [.. drawn.Select(Drawn)]);
        }

        if (incident is { Mode: FailureMode.Unknown, Failover.State: FailoverState.Idle } && DecisionTree.Walk(incident.Answers).Next is { } question)
        {
            yield return new CardSection(NextQuestion, [new CardLine(CardTone.Warning, "?", question.Text, question.Why)]);
        }

        var tasks = Outlook.TasksAt(situation, now);
        if (tasks.Count > 0 && !incident.Failover.PastPointOfNoReturn)
        {
            var authority = string.Join(" and ", Verdict.Of(incident.Mode).Roles.Select(Words.Of));
            yield return new CardSection($"Do instead ({tasks.Count(t => t.Done is not null)} of {tasks.Count} done; {authority} decide{(authority.Contains(" and ", StringComparison.Ordinal) ? "" : "s")})",
                [.. tasks.Select(Task)]);
        }
    }

    private static CardLine Drawn(Answer answer) => new(CardTone.Plain, "▸",
        $"{DecisionTree.Find(answer.Question)?.Text} {CardBuilder.Sentence(answer.Choice)}.",
        $"{answer.Evidence!.Name} was {answer.Evidence.Value}, held against {answer.Evidence.Threshold}; {answer.Evidence.Source}, sampled {Durations.Clock(answer.Evidence.SampledAt)}. "
        + $"`answer {answer.Question} ...` overrules it.");

    private static CardLine Task(IncidentTask task) => task.Done is { } done
        ? new CardLine(CardTone.Good, "✓", $"{task.Number}. {task.Text}", $"{done.By} at {Durations.Clock(done.At)}{(done.Evidence.Length == 0 ? "" : $": {done.Evidence}")}")
        : new CardLine(CardTone.Warning, "○", $"{task.Number}. {task.Text}", $"`done {task.Number} how you know`");
}
