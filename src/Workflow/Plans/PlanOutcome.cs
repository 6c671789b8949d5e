namespace IncidentBot.Workflow.Plans;

/// <summary>What became of reading a plan: the plan when there is no fault, otherwise every fault in the order of the text.</summary>
/// <param name="Places">Where the parts stand, by subject ("rto", "step fence", "reading error-rate", "gate G2"), for lint findings.</param>
public sealed record PlanOutcome(
    FailoverPlan? Plan, IReadOnlyList<PlanFault> Faults, IReadOnlyDictionary<string, PlanPlace> Places)
{
    /// <summary>The outcome of a text that could not even be read as a tree.</summary>
    public static PlanOutcome Unreadable(params IReadOnlyList<PlanFault> faults) =>
        new(null, faults, new Dictionary<string, PlanPlace>());

    public void Deconstruct(out FailoverPlan? plan, out IReadOnlyList<PlanFault> faults) => (plan, faults) = (Plan, Faults);

    /// <summary>Where a subject stands ("step fence verify"), or else the part that it would belong to, or else the plan's own first key.</summary>
    public PlanPlace Place(string subject)
    {
        for (var at = subject; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOf(' '))])
        {
            if (Places.TryGetValue(at, out var place))
            {
                return place;
            }
        }

        return Places.GetValueOrDefault("service", new PlanPlace(1, 1));
    }
}

/// <summary>A place in a plan's text, both from 1.</summary>
public readonly record struct PlanPlace(int Line, int Column);
