namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>One objection that lint can raise; docs/lint.md lists them all.</summary>
/// <param name="Id">A stable word, such as <c>no-decision-window</c>.</param>
/// <param name="Objection">What is wrong with a plan to which it applies, and why it matters; one sentence without a full stop.</param>
/// <param name="Fix">What to do about it, as an order.</param>
public sealed record LintRule(string Id, string Objection, string Fix)
{
    internal LintRule(string id, string objection, string fix, Func<FailoverPlan, IEnumerable<Remark>> look)
        : this(id, objection, fix) => Look = look;

    internal Func<FailoverPlan, IEnumerable<Remark>> Look { get; } = _ => [];

    internal IEnumerable<LintFinding> Findings(FailoverPlan plan) =>
        Look(plan).Select(r => new LintFinding(Id, LintSeverity.Warning, r.Subject, r.Message ?? Objection, r.Fix ?? Fix));
}

/// <summary>What a rule found in one part of a plan; null where the rule's own words say it.</summary>
internal sealed record Remark(string Subject, string? Message = null, string? Fix = null);
