using IncidentBot.Acceptance.Demo;
using Xunit;

namespace IncidentBot.Acceptance.CommandLine;

public sealed class PlanLintTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_shipped_plan_is_good()
    {
        var answer = await Incidentbot.Run(Incidentbot.Repository, "plan", "lint", "plans/checkout.yaml");
        Assert.True(answer.Code == 0, answer.Output + answer.Error);
        Assert.Equal("", answer.Error);
    }

    [Fact]
    public async Task The_example_of_a_database_pair_leaves_nothing_to_object_to_that_it_does_not_answer()
    {
        var answer = await Incidentbot.Run(Incidentbot.Repository, "plan", "lint", "plans/examples/postgres-pair.yaml");
        Assert.True(answer.Code == 0, answer.Output + answer.Error);
        Assert.All(answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(": accepted ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_has_a_place_and_ends_with_1()
    {
        await Write("bad.yaml", "service: checkout\nrto: soon\n");
        var answer = await Incidentbot.Run(folder.Path, "plan", "lint", "bad.yaml");
        Assert.Equal((1, ""), (answer.Code, answer.Error));
        Assert.Contains("bad.yaml:2:6: error bad-duration: ", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_ends_with_2_and_the_others_are_still_read()
    {
        await Write("bad.yaml", "a: [\n");
        var answer = await Incidentbot.Run(folder.Path, "plan", "lint", "missing.yaml", "bad.yaml");
        Assert.Equal(2, answer.Code);
        Assert.StartsWith("missing.yaml cannot be read: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:", answer.Output, StringComparison.Ordinal);
    }

    private Task Write(string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(folder.Path, name), text, TestContext.Current.CancellationToken);
}
