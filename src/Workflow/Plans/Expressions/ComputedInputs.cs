namespace IncidentBot.Workflow.Plans.Expressions;

/// <summary>What rests on other readings by way of expressions.</summary>
internal static class ComputedInputs
{
    /// <summary>The readings named, everything that they are computed from, and so on.</summary>
    public static HashSet<string> Of(IReadOnlyList<PlanReading> readings, IEnumerable<string> ids)
    {
        var all = ids.ToHashSet();
        var open = new Queue<string>(all);
        while (open.TryDequeue(out var id))
        {
            if (readings.FirstOrDefault(r => r.Id == id)?.Source is ReadingSource.Computed computed)
            {
                foreach (var name in ExpressionParser.Parse(computed.Expression).Expression?.Names() ?? [])
                {
                    if (all.Add(name.Reading))
                    {
                        open.Enqueue(name.Reading);
                    }
                }
            }
        }

        return all;
    }
}
