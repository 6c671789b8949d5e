using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>What a performer has its actions done by: production's machinery, or a rehearsal's.</summary>
internal interface IStepActions
{
    /// <summary>Performs an action within its time limit; a late one has an unknown effect.</summary>
    Task<StepResult> Perform(StepAction action, StepRun run, TimeSpan limit, CancellationToken cancel);

    /// <summary>Asks a probe: true present, false absent, null if it cannot tell.</summary>
    Task<(bool? Present, string Evidence)> Probe(StepAction probe, StepRun run, TimeSpan limit, CancellationToken cancel);
}
