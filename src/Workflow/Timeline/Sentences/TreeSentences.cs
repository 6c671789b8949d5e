using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>The tree and its work: answers with the reading behind them, tasks done, owners named, and people's word for a reading.</summary>
internal static class TreeSentences
{
    internal static Told? Of(IncidentEvent happened, Incident before) => happened switch
    {
        IncidentEvent.QuestionAnswered e => Answered(e.Answer, before),
        IncidentEvent.TaskFinished e => Told.As(TimelineKind.Mode,
            $"{e.By.Name} did task {e.Number} of {Words.Of(e.Mode)}: {Figures.QuotedStop(e.Task)}", Evidence(e.Evidence)),
        IncidentEvent.OwnerNamed e => Told.As(TimelineKind.Role, $"{e.Name} owns the {Words.Of(e.Duty)}, named by {e.By.Name}."),
        IncidentEvent.ReadingAttested e => Told.As(TimelineKind.Reading,
            $"{e.By.Name} attested that {Figures.Quoted(e.Reading.Id)} is {Figures.Value(e.Reading.Value, e.Reading.Unit)}.", Evidence(e.Evidence)),
        _ => null,
    };

    private static Told Answered(Answer answer, Incident before)
    {
        var details = new List<string>();
        if (answer.Evidence is { } seen)
        {
            details.Add($"The reading {FailoverSentences.Evidence(seen)}");
        }

        if (before.Answers.LastOrDefault(a => a.Question == answer.Question) is { } old && old.Choice != answer.Choice)
        {
            details.Add($"Before: {Figures.Quoted(old.Choice)}, by {Shown.Line(old.Source)} at {Durations.Clock(old.At)}.");
        }

        return Told.As(TimelineKind.Mode,
            $"{answer.Source} answered {Figures.Quoted(answer.Choice)} to: {DecisionTree.Find(answer.Question)?.Text ?? Figures.Quoted(answer.Question)}", details);
    }

    private static string[] Evidence(string text) => string.IsNullOrWhiteSpace(text) ? [] : [$"Evidence: {Figures.Quoted(text)}"];
}
