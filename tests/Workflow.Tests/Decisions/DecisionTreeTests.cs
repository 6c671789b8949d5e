using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class DecisionTreeTests
{
    private static readonly List<List<Answer>> Paths = [.. From(DecisionTree.Root, [])];

    [Fact]
    public void Corruption_is_asked_first()
    {
        var others = DecisionTree.All.Where(q => q.Id != DecisionTree.Root).SelectMany(q => q.Choices.Select(c => Say(q.Id, c.Word)));

        Assert.Equal("data-wrong", DecisionTree.Walk([]).Next!.Id);
        Assert.Equal("data-wrong", DecisionTree.Walk(others).Next!.Id);
    }

    [Fact]
    public void Wrong_data_never_lead_to_a_verdict_that_permits_whatever_else_is_answered()
    {
        foreach (var path in Paths)
        {
            Answer[] corrupted = [.. path.Where(a => a.Question != DecisionTree.Root), Say("data-wrong", "yes")];
            var step = DecisionTree.Walk(corrupted);

            Assert.True(step.Mode is FailureMode.DataCorruption || step.Next?.Id == "damage-replicated");
            foreach (var last in DecisionTree.Find("damage-replicated")!.Choices)
            {
                var mode = DecisionTree.Walk([.. corrupted, Say("damage-replicated", last.Word)]).Mode;
                Assert.Equal(FailureMode.DataCorruption, mode);
                Assert.False(Verdict.Of(mode!.Value).PermitsFailover);
            }
        }
    }

    [Fact]
    public void A_verdict_that_permits_needs_sound_data_on_every_path()
    {
        var permitting = Paths.Where(p => Verdict.Of(DecisionTree.Walk(p).Mode!.Value).PermitsFailover).ToList();

        Assert.NotEmpty(permitting);
        Assert.All(permitting, p => Assert.Contains(p, a => a is { Question: "data-wrong", Choice: "no" }));
    }

    [Fact]
    public void Every_leaf_is_reached_and_no_path_runs_in_a_circle()
    {
        var leaves = DecisionTree.All.SelectMany(q => q.Choices.Where(c => c.Mode is not null).Select(c => (q.Id, c.Word))).ToHashSet();

        Assert.Equal(leaves, Paths.Select(p => (p[^1].Question, p[^1].Choice)).ToHashSet());
        Assert.All(Paths, p => Assert.Equal(p.Count, p.Select(a => a.Question).Distinct().Count()));
        Assert.Equal(
            Enum.GetValues<FailureMode>(),
            Paths.Select(p => DecisionTree.Walk(p).Mode!.Value).Distinct().Order());
    }

    [Fact]
    public void Every_choice_goes_on_or_settles_and_its_words_are_distinct() =>
        Assert.All(DecisionTree.All, q =>
        {
            Assert.All(q.Choices, c => Assert.True(c.Mode is null ? DecisionTree.Find(c.Next!) is not null : c.Next is null));
            Assert.Equal(q.Choices.Count, q.Choices.Select(c => c.Word).Distinct().Count());
            Assert.True(q.Choices.Count >= 2 && q.Text.EndsWith('?') && q.Why.Length > 0);
        });

    [Fact]
    public void The_last_answer_to_a_question_counts_and_an_unknown_word_asks_again()
    {
        Assert.Equal("one-zone", DecisionTree.Walk([Say("data-wrong", "yes"), Say("data-wrong", "no")]).Next!.Id);
        Assert.Equal("damage-replicated", DecisionTree.Walk([Say("data-wrong", "no"), Say("data-wrong", "yes")]).Next!.Id);
        Assert.Equal("data-wrong", DecisionTree.Walk([Say("data-wrong", "perhaps")]).Next!.Id);
        Assert.Null(DecisionTree.Find("no-such-question"));
    }

    [Fact]
    public void A_region_that_all_outside_see_down_is_lost() =>
        Assert.Equal(
            new TreeStep(null, FailureMode.RegionLoss),
            DecisionTree.Walk([Say("data-wrong", "no"), Say("one-zone", "no"), Say("direct-probe", "no"), Say("outside-view", "yes")]));

    private static IEnumerable<List<Answer>> From(string id, List<Answer> before)
    {
        foreach (var choice in DecisionTree.Find(id)!.Choices)
        {
            List<Answer> path = [.. before, Say(id, choice.Word)];
            Assert.True(path.Count <= DecisionTree.All.Count, $"The questions run in a circle at '{id}'.");
            foreach (var whole in choice.Next is { } next ? From(next, path) : [path])
            {
                yield return whole;
            }
        }
    }

    private static Answer Say(string question, string choice) => new(question, choice, "test", Sample.Noon);
}
