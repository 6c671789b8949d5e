using System.Text;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>What a plan costs while nothing happens, for the plan's sheet and the room: figures first, then every input.</summary>
public static class StandingSheet
{
    /// <summary>The section in plain text, with lines ending in "\n"; what the plan does not say is unknown, and named.</summary>
    public static string Text(FailoverPlan plan)
    {
        var all = Why.All(StandingCost.Of(plan));
        var text = new StringBuilder("Standing cost a year, against a single region\n");
        if (plan.Standing is null)
        {
            return text.Append("  unknown: the plan has no `standing`\n").ToString();
        }

        foreach (var why in all)
        {
            text.Append("  ").Append(why.Title).Append(": ").Append(why.Result).Append('\n');
            text.Append("        ").Append(why.Line).Append('\n');
        }

        foreach (var note in all.SelectMany(why => why.Notes).Distinct())
        {
            text.Append("  ").Append(note).Append('\n');
        }

        return text.ToString();
    }
}
