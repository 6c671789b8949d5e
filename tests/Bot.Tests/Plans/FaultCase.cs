namespace IncidentBot.Bot.Tests.Plans;

/// <summary>One block of faults.txt: a name, edits of good.yaml ("find:", "put:"), and every fault that must come back ("says:").</summary>
internal sealed record FaultCase(string Name, IReadOnlyList<(string Find, string Put)> Edits, IReadOnlyList<string> Says)
{
    public static IReadOnlyList<FaultCase> All { get; } =
        [.. PlanText.Data("faults.txt").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    public string Text => Edits.Aggregate(PlanText.Good, (text, edit) => PlanText.Edit(text, edit.Find, edit.Put));

    private static FaultCase Read(string block)
    {
        var lines = block.Trim('\n').Split('\n');
        var finds = Values(lines, "find:").Select(Unescape);
        var puts = Values(lines, "put:").Select(Unescape);
        return new FaultCase(lines[0].TrimStart('#', ' '), [.. finds.Zip(puts)], [.. Values(lines, "says:")]);
    }

    private static IEnumerable<string> Values(string[] lines, string key) =>
        lines.Where(l => l.StartsWith(key, StringComparison.Ordinal)).Select(l => l[key.Length..].TrimStart(' '));

    /// <summary>Quotes around a value keep its outer spaces; \n, \t, \" and \\ are escapes.</summary>
    private static string Unescape(string value)
    {
        var inner = value is ['"', .., '"'] ? value[1..^1] : value;
        return inner.Replace(@"\\", "\0", StringComparison.Ordinal).Replace(@"\n", "\n", StringComparison.Ordinal)
            .Replace(@"\t", "\t", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal).Replace('\0', '\\');
    }
}
