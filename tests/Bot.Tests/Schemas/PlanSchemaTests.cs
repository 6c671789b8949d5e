using IncidentBot.Bot.Tests.Conventions;
using IncidentBot.Bot.Tests.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Schemas;

/// <summary>schemas/plan.schema.json, as editors apply it: good plans pass, and what is wrong with a plan's form is seen while it is typed.</summary>
public sealed class PlanSchemaTests
{
    /// <summary>Faults of form, which a schema can see; the others need the rest of the plan.</summary>
    private static readonly string[] Form = ["unknown-key", "missing-key", "wrong-type", "bad-duration", "unknown-word"];

    /// <summary>Of form, and beyond a pattern: how long a duration is in the end.</summary>
    private static readonly string[] Beyond = ["an absurd duration", "gate G13 that accepts too old a drill"];

    public static bool HasAjv => Ajv.IsThere;

    [Fact(SkipUnless = nameof(HasAjv), Skip = Ajv.Absent)]
    public async Task Good_plans_are_valid()
    {
        // What is to be taken over into a plan is no plan by itself.
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "plans"), "*.yaml", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/examples/aws/", StringComparison.Ordinal))
            .Concat(new[] { "tests/Bot.Tests/Plans/good.yaml", "tests/Workflow.Tests/Plans/Lint/sound.yaml", "tests/Workflow.Tests/Plans/Schema/every-key.yaml" }.Select(p => Path.Combine(Repository.Root, p)));
        var answers = await Ajv.Ask("plan.schema.json", files.Select(f => (Path.GetFileName(f), YamlJson.Read(File.ReadAllText(f)))), TestContext.Current.CancellationToken);
        Assert.True(answers.Count >= 4);
        Assert.All(answers, a => Assert.Equal("valid", a.Value));
    }

    [Fact(SkipUnless = nameof(HasAjv), Skip = Ajv.Absent)]
    public async Task Plans_of_a_wrong_form_are_not()
    {
        var cases = FaultCase.All.Where(c => c.Says.Any(s => Form.Contains(s.Split(' ')[0]))).Select(c => (c.Name, Tree: YamlJson.Read(c.Text))).Where(c => c.Tree is not null).ToList();
        var answers = await Ajv.Ask("plan.schema.json", cases, TestContext.Current.CancellationToken);
        Assert.InRange(answers.Count, 40, 400);
        Assert.Equal(Beyond, answers.Where(a => a.Value == "valid").Select(a => a.Key));
    }
}
