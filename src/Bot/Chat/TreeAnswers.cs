using System.Globalization;
using System.Text;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>What the tree says when it is asked: the next question or the verdict, what led there, and the work to be done.</summary>
internal static class TreeAnswers
{
    internal static string Ask(Situation situation, DateTimeOffset now)
    {
        var incident = situation.Incident;
        var text = new StringBuilder();
        if (DecisionTree.Walk(incident.Answers) is { Next: { } question })
        {
            text.Append(CultureInfo.InvariantCulture, $"{question.Text} {question.Why} Answer with {string.Join(", ", question.Choices.Select(c => $"`answer {c.Word}`"))}.");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"The questions are answered: {Words.Of(incident.Mode)}. {Outlook.VerdictAt(situation, now).Words}");
        }

        foreach (var answer in DecisionTree.Counted(incident.Answers))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{answer.Question}: {TreeVerdict.Said(answer)}");
        }

        return text.ToString();
    }

    /// <summary>The task list on lines of its own, each begun by a line break; empty where there is none.</summary>
    internal static string Tasks(Situation situation, DateTimeOffset now) => string.Concat(Outlook.TasksAt(situation, now).Select(t => t.Done is { } done
        ? $"\n{t.Number}. {t.Text} Done by {done.By} at {Durations.Clock(done.At)}."
        : $"\n{t.Number}. {t.Text} Open."));
}
