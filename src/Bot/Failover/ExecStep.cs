using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.Failover;

/// <summary>A real step's program: allow-listed, with an argument list and no shell.</summary>
/// <remarks>Of a verify probe, exit code 0 means present, 1 means absent, and any other that it cannot tell.</remarks>
internal sealed class ExecStep(IOptions<StepOptions> options, TimeProvider clock)
{
    internal Task<StepResult> Perform(StepAction.Exec action, StepRun run, CancellationToken cancel) =>
        options.Value.Allow.TryGetValue(action.Program, out var allowed)
            ? ProgramRun.Of(ProgramRun.Start(allowed, action.Arguments, run), action.Program, action.Arguments, clock, cancel)
            : Task.FromResult(StepResult.NotSent($"The program '{action.Program}' is not on the allow-list (Steps:Allow)."));
}
