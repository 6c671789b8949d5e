namespace IncidentBot.Workflow;

/// <summary>A text that has no canonical JSON form; the message says what is in the way. Nothing was written.</summary>
public sealed class CanonicalJsonException(string message, Exception? inner = null) : Exception(message, inner);
