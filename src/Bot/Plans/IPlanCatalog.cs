using IncidentBot.Workflow.Plans;

namespace IncidentBot.Plans;

/// <summary>The plans that were read at start; they do not change while the program runs.</summary>
internal interface IPlanCatalog
{
    /// <summary>All plans, by service in ordinal order.</summary>
    IReadOnlyList<FailoverPlan> All { get; }

    /// <summary>The plan of a service, named exactly; null if there is none.</summary>
    FailoverPlan? Find(string service);
}
