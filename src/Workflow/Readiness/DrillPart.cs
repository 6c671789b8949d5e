using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Readiness;

/// <summary>30 points: each failure mode in which the plan may promote was drilled with success, not too long ago. A later failure takes half of it away.</summary>
internal static class DrillPart
{
    internal static ReadinessPart Of(ReadinessFacts facts)
    {
        var items = facts.Modes.Select(m => Item(facts, m)).ToList();
        return new ReadinessPart("drills", 30, items, items.Count);
    }

    private static ReadinessItem Item(ReadinessFacts facts, FailureMode mode)
    {
        var name = Words.Of(mode);
        var limit = facts.Plan.Gate(GateId.G13)?.MaxAge ?? PlanGate.Maximum(GateId.G13);
        var action = $"`drill {facts.Plan.Service} {name}`";
        if (facts.Drills is null)
        {
            return ReadinessItem.Unknown(name, "no log could be read", action);
        }

        var drills = facts.Drills.Where(d => d.Mode == mode && d.At <= facts.Now).OrderByDescending(d => d.At).ToList();
        if (drills.Count == 0)
        {
            return ReadinessItem.Missing(name, "never drilled", action);
        }

        var last = $"{Durations.Text(facts.Now - drills[0].At)} ago";
        return drills.Find(d => d.Succeeded) is not { } passed ? ReadinessItem.Missing(name, $"no drill has succeeded; the last was {last}", action)
            : facts.Now - passed.At > limit ? ReadinessItem.Missing(name, $"the last success was {Durations.Text(facts.Now - passed.At)} ago, the limit is {Durations.Text(limit)}", action)
            : !drills[0].Succeeded ? ReadinessItem.Weak(name, $"the last drill, {last}, failed; one succeeded {Durations.Text(facts.Now - passed.At)} ago", action)
            : ReadinessItem.Good(name, $"succeeded {last}");
    }
}
