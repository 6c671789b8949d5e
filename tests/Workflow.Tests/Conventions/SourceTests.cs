using System.Text.RegularExpressions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Conventions;

/// <summary>What every source file keeps to: its length, and the floor it stands on.</summary>
public sealed partial class SourceTests
{
    private const int Longest = 300;

    /// <summary>From the ground up: each uses itself and what lies below.</summary>
    private static readonly string[] Floors = ["Plans", "Decisions", "Approvals", "Failover", "Updates", "Incidents", "Timeline", "Readiness"];

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Assert.Empty(SourceTree.CSharp("src").Concat(SourceTree.CSharp("tests")).Where(f => IsTooLong(f.Text)).Select(f => f.Path));

    [Fact]
    public void A_file_that_is_too_long_is_noticed()
    {
        Assert.False(IsTooLong(string.Concat(Enumerable.Repeat("x\n", Longest))));
        Assert.True(IsTooLong(string.Concat(Enumerable.Repeat("x\n", Longest + 1))));
    }

    [Fact]
    public void Each_floor_of_the_rule_book_uses_lower_floors_only()
    {
        var files = SourceTree.CSharp("src", "Workflow").ToList();

        Assert.Empty(files.SelectMany(f => Climbs(f.Path, f.Text)));
        Assert.Equal(Floors.Order(), files.Select(f => FloorOf(f.Path)).OfType<string>().Distinct().Order());
    }

    [Theory]
    [InlineData("using IncidentBot.Workflow.Incidents;", true)]
    [InlineData("var x = new IncidentBot.Workflow.Timeline.HashChain();", true)]
    [InlineData("var x = Incidents.Outlook.Clock(y);", true)]
    [InlineData("using IncidentBot.Workflow.Plans;", false)]
    [InlineData("using IncidentBot.Workflow.Decisions;", false)]
    public void A_file_that_reaches_up_is_noticed(string text, bool climbs) =>
        Assert.Equal(climbs, Climbs("src/Workflow/Decisions/Sample.cs", text).Any());

    private static bool IsTooLong(string text) => text.TrimEnd('\n').Split('\n').Length > Longest;

    private static IEnumerable<string> Climbs(string path, string text) =>
        FloorOf(path) is not { } floor ? []
        : Named().Matches(text).Select(m => m.Groups[1].Value)
            .Where(used => Array.IndexOf(Floors, used) > Array.IndexOf(Floors, floor))
            .Select(used => $"{path} uses {used}, which lies above {floor}.");

    private static string? FloorOf(string path) => path.Split('/') is ["src", "Workflow", var floor, _, ..] ? floor : null;

    [GeneratedRegex(@"(?:IncidentBot\.Workflow\.|(?<![\w"".]))(Plans|Decisions|Approvals|Failover|Updates|Incidents|Timeline)(?:\.[A-Z]\w+|;)")]
    private static partial Regex Named();
}
