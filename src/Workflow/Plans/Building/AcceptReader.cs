using IncidentBot.Workflow.Plans.Linting;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads <c>accept</c>: by lint rule, why this plan lives with the objection.</summary>
internal static class AcceptReader
{
    public static IReadOnlyDictionary<string, string>? Read(PlanSection plan)
    {
        if (plan.Section("accept", "accept", "{ dns-tail: the business agreed to it on 3 March }", required: false) is not { Map.Entries.Count: > 0 } section)
        {
            return null;
        }

        var rules = PlanLint.Rules.Select(r => r.Id).Where(id => id != AcceptRules.Unused).ToList();
        plan.Faults.Keys(section.Map, rules);
        var accepted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in section.Map.Entries)
        {
            var place = new PlanPlace(entry.Line, entry.Column);
            plan.Faults.Mark($"accept {entry.Key}", place);
            if (!rules.Contains(entry.Key))
            {
                var near = NearestWord.Of(entry.Key, rules);
                plan.Faults.Add(place, "unknown-word", "lint has no such rule to accept", PlanFault.Quote(entry.Key),
                    near is null ? "write the name of a rule as `plan lint` shows it" : $"write `{near}`");
            }
            else if (Values.Text(entry.Value, entry.Key, plan.Faults) is { } why)
            {
                accepted[entry.Key] = why;
            }
        }

        return accepted;
    }
}
