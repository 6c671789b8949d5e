namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads a number, or the id of a reading that gives it.</summary>
internal sealed class AmountReader(CheckReader checks, FaultLog faults)
{
    /// <summary>A whole number, or a reading with the unit count.</summary>
    public Amount? Count(PlanSection section, string key, string example) =>
        section.Need(key, example) is not { } node ? null
        : node is PlanNode.Scalar { Text: var text } && Values.TryNumber(text, out _)
            ? Values.Number(node, key, 0, Values.Largest, faults) is { } number ? new Amount(number, null) : null
            : Named(node, key, ReadingUnit.Count) is { } id ? new Amount(null, id) : null;

    /// <summary>The id of a declared reading, of this unit if one is given.</summary>
    public string? Reading(PlanSection section, string key, ReadingUnit? unit) =>
        section.Need(key, "READING") is { } node ? Named(node, key, unit) : null;

    private string? Named(PlanNode node, string key, ReadingUnit? unit)
    {
        if (Values.Text(node, key, faults) is not { } id || checks.Find(node, id) is not { } reading)
        {
            return null;
        }

        if (unit is { } wanted && reading.Unit is { } found && found != wanted)
        {
            faults.Add(node, "wrong-unit", $"reading `{id}` has the unit {Words.Of(found)}", PlanFault.Quote(id), $"name a reading with the unit {Words.Of(wanted)}");
            return null;
        }

        return id;
    }
}
