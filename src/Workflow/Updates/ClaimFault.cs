namespace IncidentBot.Workflow.Updates;

/// <summary>Something that an update may not say: the words as they stand in the text, and what to write instead.</summary>
public sealed record ClaimFault(string Phrase, string Instead);
