namespace IncidentBot.Workflow.Plans;

/// <summary>How a reading answers a question of the tree by itself.</summary>
/// <param name="Question">The question's id.</param>
/// <param name="Choice">The answer while <paramref name="When"/> holds.</param>
/// <param name="Otherwise">The answer while it does not; null: then it says nothing.</param>
public sealed record PlanAnswer(string Question, string Choice, ReadingCheck When, string? Otherwise);
