namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads a gate's <c>waivers</c>: <c>nobody</c>, or roles that include all of the table's. A plan asks for more, never for less.</summary>
internal static class GateWaiversReader
{
    public static IReadOnlyList<Role>? Read(GateId id, PlanSection section)
    {
        var faults = section.Faults;
        if (section.Find("waivers") is not { } node)
        {
            return null;
        }

        if (node is PlanNode.Scalar { Text: "nobody" })
        {
            return [];
        }

        var table = GateWaivers.Of(id);
        if (table.Count == 0)
        {
            faults.Add(node, "gate-loosened", id == GateId.G4 ? "gate G4 is waived by an approver whose ceiling covers the loss" : $"nobody waives gate {id}",
                FaultLog.Show(node), "write `waivers: nobody`, or leave the key out");
            return null;
        }

        var roles = section.Items("waivers", "[commander, data-owner]").Select(n => Values.Text(n, "waivers", faults) is { } text ? Values.Word<Role>(text, n.Place(), "role", faults) : null).ToList();
        var missing = table.Where(r => !roles.Contains(r)).ToList();
        if (missing.Count > 0 && roles.TrueForAll(r => r is not null))
        {
            faults.Add(node, "gate-loosened", $"gate {id} is waived by {string.Join(" and ", table.Select(Words.Of))} at least", FaultLog.Show(node),
                $"add {string.Join(", ", missing.Select(Words.Of))}: a plan can tighten a gate, never loosen it");
        }

        return [.. roles.OfType<Role>().Distinct()];
    }
}
