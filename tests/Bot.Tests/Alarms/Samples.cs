using System.Text.Json.Nodes;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>The published payloads beside the tests, and what expected.tsv says about each.</summary>
public static class Samples
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Alarms");

    public static string PathOf(string file) => Path.Combine(Folder, "samples", file);

    public static byte[] Bytes(string file) => File.ReadAllBytes(PathOf(file));

    public static JsonObject Json(string file) => JsonNode.Parse(Bytes(file))!.AsObject();

    public static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(Folder, "samples"), "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    public static IEnumerable<string> SnsFiles() => Files().Where(f => f.StartsWith("sns-http-", StringComparison.Ordinal));

    public static IReadOnlyList<Expectation> Expected() =>
        [.. File.ReadLines(Path.Combine(Folder, "expected.tsv"))
            .Where(l => l.Length > 0 && l[0] != '#')
            .Skip(1)
            .Select(l => l.Split('\t'))
            .Select(c => new Expectation(c[0], int.Parse(c[1], null), c[2], c[3] == "yes", Unless(c[4]), Unless(c[5])))];

    private static string? Unless(string cell) => cell == "-" ? null : cell;
}

public sealed record Expectation(string File, int Exit, string Kind, bool Opens, string? Region, string? FirstBreach);
