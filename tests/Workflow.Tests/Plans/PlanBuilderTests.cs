using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Plans;

public sealed class PlanBuilderTests
{
    private static readonly string[] Words =
    [
        "service", "title", "primary", "target", "rto", "loss", "inputs", "readings", "gates", "approvals", "steps", "cadence",
        "prepare", "commit", "verify", "do", "undo", "http", "exec", "check", "wait", "manual", "id", "source", "url", "observers",
        "G1", "G2", "G7", "quorum", "maxAge", "roles", "region-loss", "reversible", "fence", "attempts", "errors >= 0.5", "true", "5s", "3",
    ];

    [Fact]
    public void No_tree_is_answered_with_an_exception()
    {
        var word = Gen.Elements(Words);
        Gen<PlanNode> Tree(int depth) => depth == 0
            ? word.Select(PlanNode (w) => new PlanNode.Scalar(w, 1, 1))
            : Gen.OneOf(
                word.Select(PlanNode (w) => new PlanNode.Scalar(w, 1, 1)),
                Tree(depth - 1).ArrayOf(3).Select(PlanNode (items) => new PlanNode.List(items, 1, 1)),
                word.Zip(Tree(depth - 1)).ArrayOf(8).Select(PlanNode (entries) =>
                    new PlanNode.Map([.. entries.Select(e => new PlanEntry(e.Item1, 1, 1, e.Item2))], 1, 1)));
        Prop.ForAll(Tree(4).ToArbitrary(), tree =>
        {
            var (plan, faults) = PlanBuilder.Build(tree, "p");
            return plan is null && faults.Count > 0;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_empty_plan_lists_everything_that_is_missing()
    {
        var (_, faults) = PlanBuilder.Build(new PlanNode.Map([], 3, 5), "p");
        Assert.Equal(
            [
                "primary", "target", "service", "title", "version", "rto", "rpo", "readings", "loss", "inputs", "gates", "steps",
            ],
            faults.Select(f => f.Problem.Split('`')[1]));
        Assert.All(faults, f => Assert.Equal(("missing-key", 3, 5), (f.Rule, f.Line, f.Column)));
    }
}
