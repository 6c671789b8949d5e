using IncidentBot.Bot.Tests.Conventions;
using IncidentBot.Plans;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Tests.Plans;

namespace IncidentBot.Bot.Tests.Plans;

/// <summary>The shipped steps for AWS, each laid over a whole plan.</summary>
internal static class Examples
{
    internal static IReadOnlyList<string> Aws { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Repository.Root, "plans", "examples", "aws");

    internal static (FailoverPlan? Plan, IReadOnlyList<PlanFault> Faults) Read(string file)
    {
        var built = PlanBuilder.Build(PlanOverlay.Lay(Tree(Path.Combine("Plans", "sound.yaml")), Tree(Path.Combine(Folder, file))), file);
        return (built.Plan, built.Faults);
    }

    /// <summary>Every signed call of a step, by where it stands; those of a parallel action one by one.</summary>
    internal static IEnumerable<(string Place, StepAction.Aws Call)> Calls(FailoverPlan plan) =>
        from step in plan.Steps
        from part in new (string Key, StepAction? Action)[] { ("do", step.Action), ("verify", step.Verify), ("undo", step.Undo) }
        from call in part.Action is StepAction.Parallel all ? all.Actions.Values : [part.Action]
        where call is StepAction.Aws
        select ($"{step.Id} {part.Key}", (StepAction.Aws)call);

    private static PlanNode Tree(string path)
    {
        var (root, faults) = PlanYaml.Read(File.ReadAllText(path), path);
        return faults.Count == 0 && root is not null ? root : throw new InvalidOperationException($"{path}: {string.Join(" ", faults)}");
    }
}
