namespace IncidentBot.Workflow.Plans.Building;

/// <summary>A map with exactly one key, which names a kind: <c>{ http: ... }</c>.</summary>
internal static class Kinds
{
    /// <summary>The kind and its value; nulls when there is none, more than one, or an unknown one.</summary>
    public static (string? Kind, PlanNode Node) Only(PlanSection section, string what, IReadOnlyList<string> kinds, string example)
    {
        var list = string.Join(", ", kinds);
        var entries = section.Map.Entries;
        section.Faults.Keys(section.Map, [.. kinds]);
        foreach (var unknown in entries.Where(e => !kinds.Contains(e.Key)))
        {
            section.Faults.Add(
                new PlanPlace(unknown.Line, unknown.Column), "unknown-word", $"there is no such {what}", PlanFault.Quote(unknown.Key), $"write one of {list}");
        }

        if (entries.Count == 1 && kinds.Contains(entries[0].Key))
        {
            return (entries[0].Key, entries[0].Value);
        }

        if (entries.Count == 0)
        {
            section.Faults.Add(section.Map, "missing-key", $"{section.Name} names no kind", null, $"write `{example}`; the kinds are {list}");
        }
        else if (entries.Count(e => kinds.Contains(e.Key)) > 1)
        {
            section.Faults.Add(section.Map, "bad-value", $"{section.Name} names several kinds",
                string.Join(" and ", entries.Select(e => PlanFault.Quote(e.Key))), "write only one of them");
        }

        return (null, section.Map);
    }
}
