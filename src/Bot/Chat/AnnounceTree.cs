using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>What the room is told of answers, tasks, owners and people's readings; null for other events.</summary>
internal static class AnnounceTree
{
    internal static ChatPost? Of(IncidentEvent happened) => happened switch
    {
        IncidentEvent.QuestionAnswered { Answer.Evidence: { } seen } e => Announce.State(
            $"The readings answer \"{DecisionTree.Find(e.Answer.Question)?.Text}\" with {e.Answer.Choice}: {seen.Name} was {seen.Value} at {Durations.Clock(seen.SampledAt)} ({seen.Threshold}). "
            + $"`answer {e.Answer.Question} ...` overrules it."),
        IncidentEvent.QuestionAnswered e => Announce.State($"{e.By.Name} answered \"{DecisionTree.Find(e.Answer.Question)?.Text}\" with {e.Answer.Choice}."),
        IncidentEvent.TaskFinished e => Announce.State($"{e.By.Name} did task {e.Number}: {e.Task}{Announce.Because(e.Evidence)}"),
        IncidentEvent.OwnerNamed e => Announce.State($"{e.Name} owns the {Words.Of(e.Duty)}."),
        IncidentEvent.ReadingAttested e => Announce.State(
            FormattableString.Invariant($"{e.By.Name} attested {e.Reading.Id}: {e.Reading.Value}.") + Announce.Because(e.Evidence)),
        _ => null,
    };
}
