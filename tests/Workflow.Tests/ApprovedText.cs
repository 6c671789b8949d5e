using System.Runtime.CompilerServices;
using Xunit;

namespace IncidentBot.Workflow.Tests;

/// <summary>Texts that a person has read and approved: <c>Approved/NAME.approved.EXT</c> beside the test that asks.</summary>
internal static class ApprovedText
{
    /// <summary>Fails, and leaves <c>NAME.received.EXT</c> beside the approved text, unless both are the same.</summary>
    internal static void Matches(string received, string name, string extension, [CallerFilePath] string caller = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(OnThisMachine(caller))!, "Approved");
        var approvedFile = Path.Combine(folder, $"{name}.approved.{extension}");
        var receivedFile = Path.Combine(folder, $"{name}.received.{extension}");
        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile) : null;
        if (approved == received)
        {
            File.Delete(receivedFile);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(receivedFile, received);
        Assert.Fail($"{name}.{extension} {(approved is null ? "has never been approved" : $"differs from what was approved, first in line {Line(approved, received)}")}. "
            + $"Read it as its reader will; if it is right:\n  mv {receivedFile} {approvedFile}");
    }

    /// <summary>Deterministic builds write source paths from the root of the repository, as "/_/".</summary>
    private static string OnThisMachine(string path)
    {
        if (!path.StartsWith("/_/", StringComparison.Ordinal))
        {
            return path;
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "IncidentBot.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository."), path[3..]);
    }

    private static int Line(string approved, string received)
    {
        var (a, b) = (approved.Split('\n'), received.Split('\n'));
        return Enumerable.Range(0, Math.Max(a.Length, b.Length)).First(i => i >= a.Length || i >= b.Length || a[i] != b[i]) + 1;
    }
}
