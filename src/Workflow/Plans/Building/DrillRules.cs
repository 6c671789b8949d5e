namespace IncidentBot.Workflow.Plans.Building;

/// <summary>A drill's requests go to a rehearsal target: a plan in which one names a host that a real action names is not a plan.</summary>
internal static class DrillRules
{
    public static void Check(IReadOnlyList<StepDraft> steps, string primary, string target)
    {
        var production = steps
            .SelectMany(s => Real(s.Step, primary, target))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (step, section) in steps)
        {
            var drill = new[] { step.Drill?.Do, step.Drill?.Verify, step.Drill?.Undo }.OfType<DrillAction.Http>();
            foreach (var origin in drill.Select(a => Origin(a.Url, primary, target)).Distinct().Where(production.Contains))
            {
                section.Faults.Add(section.Find("drill")!, "drill-in-production", $"the drill of {section.Name} would reach what the real steps act on", PlanFault.Quote(origin),
                    "name a rehearsal target whose host and port no `do`, `verify` or `undo` of the plan names");
            }
        }
    }

    /// <summary>Hosts and ports that a plan's real actions name.</summary>
    internal static IEnumerable<string> Production(FailoverPlan plan) => plan.Steps
        .SelectMany(s => Real(s, plan.Primary, plan.Target));

    /// <summary>Hosts and ports that its drills name.</summary>
    internal static IEnumerable<string> Rehearsed(FailoverPlan plan) => plan.Steps
        .SelectMany(s => new[] { s.Drill?.Do, s.Drill?.Verify, s.Drill?.Undo }.OfType<DrillAction.Http>().Select(a => Origin(a.Url, plan.Primary, plan.Target)));

    private static IEnumerable<string> Real(PlanStep step, string primary, string target) =>
        from action in new[] { step.Action, step.Verify, step.Undo }.OfType<StepAction>()
        from part in action is StepAction.Parallel parallel ? parallel.Actions.Values : [action]
        let url = part switch { StepAction.Http http => http.Url, StepAction.Aws aws => aws.Endpoint, _ => null }
        where url is not null
        select Origin(url, primary, target);

    /// <summary>Host and port, filled in; the scheme's own port where none is written, so that two ways to write one address are one.</summary>
    private static string Origin(string url, string primary, string target) =>
        Uri.TryCreate(StepText.Fill(url, 1, "INC-1", primary, target), UriKind.Absolute, out var uri)
            ? FormattableString.Invariant($"{uri.IdnHost.TrimEnd('.')}:{uri.Port}")
            : url;
}
