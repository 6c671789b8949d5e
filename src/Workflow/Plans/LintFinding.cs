namespace IncidentBot.Workflow.Plans;

/// <summary>How serious a finding is. Whatever makes a plan unusable is a fault, not a finding.</summary>
public enum LintSeverity
{
    Warning,
}

/// <summary>Something a usable plan would be better without.</summary>
/// <param name="Rule">A stable word, such as <c>no-decision-window</c>.</param>
/// <param name="Subject">The part of the plan, as <see cref="PlanOutcome.Place"/> knows it: "rto", "step fence", "gate G2".</param>
/// <param name="Message">What was found and why it matters, with the numbers it rests on.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record LintFinding(string Rule, LintSeverity Severity, string Subject, string Message, string Fix);
