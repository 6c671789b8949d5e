using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Failover;

/// <summary>Carries out a drill's orders as a failover's are, on <see cref="DrillActions"/>: no constructor leads from here to production's actions.</summary>
internal sealed class DrillStepPerformer(DrillActions actions, TimeProvider clock)
{
    private readonly StepPerformer performer = new(actions, clock);

    internal Task<IncidentCommand.FinishStep?> Perform(StepOrder order, StepRun run, CancellationToken cancel) => performer.Perform(order, run, cancel);
}
