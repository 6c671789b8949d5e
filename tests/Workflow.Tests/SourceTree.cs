namespace IncidentBot.Workflow.Tests;

/// <summary>The checked-out source tree that this test run was built from.</summary>
internal static class SourceTree
{
    internal static string Root { get; } = FindRoot();

    internal static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path])).ReplaceLineEndings("\n");

    /// <summary>Hand-written C# files under a folder, with their paths from the root.</summary>
    internal static IEnumerable<(string Path, string Text)> CSharp(params string[] folder)
    {
        var from = Path.Combine([Root, .. folder]);
        return Directory.EnumerateFiles(from, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(f => (f, File.ReadAllText(Path.Combine(Root, f))));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IncidentBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No IncidentBot.sln above {AppContext.BaseDirectory}: the tests run from a build inside the source tree.");
    }
}
