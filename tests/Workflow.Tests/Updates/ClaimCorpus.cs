namespace IncidentBot.Workflow.Tests.Updates;

/// <summary>Sentences that must be refused, and honest ones that must pass: one a line.</summary>
internal static class ClaimCorpus
{
    internal static readonly IReadOnlyList<string> Refused = Read("refused.txt");

    internal static readonly IReadOnlyList<string> Honest = Read("honest.txt");

    private static string[] Read(string name) =>
        [.. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Updates", "Corpus", name)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
