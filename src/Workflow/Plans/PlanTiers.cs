namespace IncidentBot.Workflow.Plans;

/// <summary>What the service is made of, by tier, with how each part fails and what is done about it.</summary>
public sealed record PlanTiers(IReadOnlyList<PlanComponent> Network, IReadOnlyList<PlanComponent> Data, IReadOnlyList<PlanComponent> Application)
{
    /// <summary>Every tier under its name, in the order in which they are shown.</summary>
    public IEnumerable<(string Name, IReadOnlyList<PlanComponent> Components)> All() =>
        [("network", Network), ("data", Data), ("application", Application)];
}

/// <summary>A part of the service; its name is unique in the plan.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens.</param>
public sealed record PlanComponent(string Name, IReadOnlyList<ComponentFailure> Failures);

/// <summary>One way in which a component fails, in words, and what is done about it; null: nothing is.</summary>
public sealed record ComponentFailure(string Mode, string? Mitigation);
