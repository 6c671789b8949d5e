using IncidentBot.Workflow.Plans.Expressions;

namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>What rests on other readings by way of an expression.</summary>
internal static class Computed
{
    /// <summary>Adds the inputs of every computed reading among <paramref name="used"/>, and of those that it is computed from.</summary>
    public static void Add(FailoverPlan plan, HashSet<string> used)
    {
        var open = new Queue<string>(used);
        while (open.TryDequeue(out var id))
        {
            if (plan.Reading(id)?.Source is ReadingSource.Computed computed)
            {
                foreach (var name in ExpressionParser.Parse(computed.Expression).Expression?.Names() ?? [])
                {
                    if (used.Add(name.Reading))
                    {
                        open.Enqueue(name.Reading);
                    }
                }
            }
        }
    }
}
