namespace IncidentBot.Workflow.Incidents;

/// <summary>A chat message in the timeline as it last read, and who had it kept; times in UTC.</summary>
public sealed record CapturedMessage(string Author, DateTimeOffset SaidAt, string Text, string? Link, string CapturedBy);
