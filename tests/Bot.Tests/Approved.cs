using System.Runtime.CompilerServices;
using Xunit;

namespace IncidentBot.Bot.Tests;

/// <summary>
/// Compares a text with approved/NAME.approved.txt beside the calling test. On a difference the text is written to NAME.received.txt there:
/// read it, and if it is right, rename it to NAME.approved.txt and commit it.
/// </summary>
internal static class Approved
{
    internal static void Text(string name, string actual, [CallerFilePath] string caller = "")
    {
        var folder = Path.Combine(SourceFolder(caller), "approved");
        var approved = Path.Combine(folder, $"{name}.approved.txt");
        var received = Path.Combine(folder, $"{name}.received.txt");
        var expected = File.Exists(approved) ? Lines(File.ReadAllText(approved)) : null;
        var found = Lines(actual);
        if (expected is not null && expected.SequenceEqual(found))
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(received, string.Join('\n', found) + "\n");
        Assert.Fail(expected is null
            ? $"There is no approved text. Read {received} and rename it to {Path.GetFileName(approved)} if it is right."
            : $"{Difference(expected, found)}\nCompare: diff {approved} {received}");
    }

    private static string Difference(string[] expected, string[] found)
    {
        var line = Enumerable.Range(0, Math.Max(expected.Length, found.Length)).First(i => At(expected, i) != At(found, i));
        return $"Line {line + 1} differs.\n  approved: {At(expected, line)}\n  received: {At(found, line)}";
    }

    private static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(nothing)";

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    // Builds map source paths to "/_/"; the solution file tells where that is.
    private static string SourceFolder(string caller)
    {
        if (!caller.StartsWith("/_/", StringComparison.Ordinal))
        {
            return Path.GetDirectoryName(caller)!;
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "IncidentBot.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException($"No IncidentBot.sln above {AppContext.BaseDirectory}.");
        }

        return Path.GetDirectoryName(Path.Combine(root.FullName, caller["/_/".Length..]))!;
    }
}
