using System.Text.RegularExpressions;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Plans.Lint;

/// <summary>docs/lint.md is the registry, read by people.</summary>
public sealed partial class LintPageTests
{
    [Fact]
    public void The_page_lists_every_rule_with_its_reason_and_its_fix_and_no_other() => Assert.Equal(
        PlanLint.Rules.Select(r => $"{r.Id}: {r.Objection}: {r.Fix}"),
        Row().Matches(SourceTree.Read("docs", "lint.md")).Select(m => $"{m.Groups[1].Value}: {m.Groups[2].Value}: {m.Groups[3].Value}"));

    [GeneratedRegex(@"^\| `([a-z-]+)` \| (.*) \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
