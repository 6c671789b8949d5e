using IncidentBot.Plans;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Plans.Lint;

/// <summary>sound.yaml, and the example files that are laid over it; sound.yaml says how.</summary>
internal static class LintFile
{
    internal static string Folder { get; } = Path.Combine(SourceTree.Root, "tests", "Workflow.Tests", "Plans", "Lint");

    internal static PlanNode Sound { get; } = Tree("sound.yaml");

    internal static FailoverPlan SoundPlan { get; } = PlanBuilder.Build(Sound, "sound.yaml").Plan!;

    /// <summary>The whole plan that an example makes.</summary>
    internal static PlanNode Read(string name) => PlanOverlay.Lay(Sound, Tree(name));

    /// <summary>Every example, by its file's name.</summary>
    internal static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Where(f => f != "sound.yaml").Order(StringComparer.Ordinal);

    private static PlanNode Tree(string name)
    {
        var (root, faults) = PlanYaml.Read(File.ReadAllText(Path.Combine(Folder, name)), name);
        return faults.Count == 0 && root is not null ? root : throw new InvalidOperationException($"{name}: {string.Join(" ", faults)}");
    }
}
