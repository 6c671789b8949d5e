using System.Text.RegularExpressions;
using IncidentBot.Workflow.Failover;
using Xunit;

namespace IncidentBot.Workflow.Tests.Conventions;

/// <summary>The model of the protocol speaks the code's words, and its table of guards is the one that is checked.</summary>
public sealed partial class ModelTests
{
    [Fact]
    public void The_model_knows_every_state_of_a_failover_and_no_other() =>
        Assert.Equal(Enum.GetNames<FailoverState>(), Words("FailoverState"));

    [Fact]
    public void The_model_knows_every_status_of_a_step_and_no_other() =>
        Assert.Equal(Enum.GetNames<StepStatus>(), Words("StepStatus"));

    [Fact]
    public void Every_guard_of_the_model_is_taken_away_once_at_least_and_explained()
    {
        var switches = Models().SelectMany(m => Switch().Matches(m).Select(s => s.Groups[1].Value)).Distinct().Order();
        var taken = Checked().Matches(SourceTree.Read("docs", "model", "check.sh")).Select(Row).ToList();
        var explained = Explained().Matches(Readme).Select(Row).ToList();

        Assert.Equal(switches, taken.Select(t => t.Split(' ')[0]).Distinct().Order());
        Assert.Equal(taken, explained);
    }

    [Fact]
    public void Every_guard_that_the_table_names_is_in_the_code()
    {
        var code = SourceTree.CSharp("src").ToLookup(f => Path.GetFileNameWithoutExtension(f.Path), f => f.Text);
        var named = Explained().Matches(Readme).SelectMany(row => Member().Matches(row.Groups[4].Value)).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Where(m => !code[m.Groups[1].Value].Any(text => Regex.IsMatch(text, $@"\b{m.Groups[2].Value}\("))).Select(m => m.Value));
    }

    private static string Readme => SourceTree.Read("docs", "model", "README.md");

    private static string[] Words(string type)
    {
        var list = Regex.Match(SourceTree.Read("docs", "model", "failover.pml"), $@"mtype:{type} = \{{([^}}]*)\}}");
        return list.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<string> Models() =>
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs", "model"), "*.pml").Select(File.ReadAllText);

    private static string Row(Match match) => $"{match.Groups[1].Value} {match.Groups[2].Value} {match.Groups[3].Value}";

    [GeneratedRegex(@"^#ifn?def (NO_\w+)", RegexOptions.Multiline)]
    private static partial Regex Switch();

    [GeneratedRegex(@"^(NO_\w+) (\w+) (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Checked();

    [GeneratedRegex(@"^\| `(NO_\w+)` \| (\w+) \| (\w+) \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Explained();

    [GeneratedRegex(@"`([A-Z]\w+)\.([A-Z]\w+)`")]
    private static partial Regex Member();
}
