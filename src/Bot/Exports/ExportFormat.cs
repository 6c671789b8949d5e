namespace IncidentBot.Exports;

/// <summary>The formats of an export. Only JSON can be verified; the others state the head that a JSON export proves.</summary>
internal enum ExportFormat
{
    Md,
    Json,
    Csv,
    Html,
}

/// <summary>An export as text, to be written as UTF-8 without a byte order mark.</summary>
/// <param name="FileName">"INC-1.md".</param>
/// <param name="Fault">What is wrong with the stored chain; null when it holds. It is also said in the text, save in JSON, whose verification says it.</param>
/// <param name="Signed">False where the head is not signed: no key was given, or the chain is broken.</param>
internal sealed record ExportedIncident(string FileName, string MediaType, string Text, string Head, string? Fault, bool Signed);

/// <summary>The log holds what this version cannot read; a JSON export, which interprets nothing, still works.</summary>
internal sealed class UnreadableLogException(string incident, Exception inner)
    : Exception($"{incident} cannot be told by this version of incidentbot: {inner.Message} Its evidence can still be exported: --format json.", inner);
