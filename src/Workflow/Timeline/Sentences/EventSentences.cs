using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>What an event says in a sentence, and what stands behind it.</summary>
internal sealed record Told(TimelineKind Kind, string Sentence, IReadOnlyList<string> Details)
{
    internal static Told As(TimelineKind kind, string sentence, params IReadOnlyList<string> details) => new(kind, sentence, details);
}

/// <summary>One English sentence for each event, told by the family that it belongs to; an event without words throws.</summary>
internal static class EventSentences
{
    /// <param name="before">The state that the event found, which knows names, titles and start times.</param>
    internal static Told Of(IncidentEvent happened, Incident before) =>
        DrillSentences.Of(happened)
        ?? IncidentSentences.Of(happened, before)
        ?? FactSentences.Of(happened, before)
        ?? TreeSentences.Of(happened, before)
        ?? ProposalSentences.Of(happened, before)
        ?? AuthoritySentences.Of(happened, before)
        ?? FailoverSentences.Of(happened, before)
        ?? StepSentences.Of(happened, before)
        ?? UpdateSentences.Of(happened)
        ?? throw new InvalidOperationException($"The timeline has no words for the event '{happened.GetType().Name}'.");

    /// <summary>A person's name as the incident knows it, else the id.</summary>
    internal static string NameOf(string person, Incident state) => state.Names.GetValueOrDefault(person, person);
}
