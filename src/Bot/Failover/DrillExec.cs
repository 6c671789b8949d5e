using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.Failover;

/// <summary>A drill's program: from the drills' own allow-list, and without one value of the bot's environment, so that no credential goes along.</summary>
internal sealed class DrillExec(IOptions<DrillOptions> options, TimeProvider clock)
{
    internal async Task<StepResult> Perform(DrillAction.Exec action, StepRun run, CancellationToken cancel)
    {
        if (!options.Value.Allow.TryGetValue(action.Program, out var allowed))
        {
            return StepResult.NotSent($"The program '{action.Program}' is not on the allow-list of drills (Drills:Allow).");
        }

        var start = ProgramRun.Start(allowed, action.Arguments, run);
        var own = start.Environment.Where(e => e.Key is "PATH"
            or "INCIDENTBOT_EPOCH" or "INCIDENTBOT_TERM" or "INCIDENTBOT_INCIDENT" or "INCIDENTBOT_STEP").ToList();
        start.Environment.Clear();
        foreach (var (key, value) in own.Concat(options.Value.Environment.Select(e => new KeyValuePair<string, string?>(e.Key, e.Value))))
        {
            start.Environment[key] = value;
        }

        start.Environment["INCIDENTBOT_DRILL"] = "1";
        return await ProgramRun.Of(start, action.Program, action.Arguments, clock, cancel);
    }
}
