using IncidentBot.Incidents;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>Waits until a condition on a reading holds, on a sample that is younger than the step itself.</summary>
internal sealed class CheckStep(Situations situations, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    internal async Task<StepResult> Perform(StepAction.Check action, StepRun run, CancellationToken cancel)
    {
        var since = clock.GetUtcNow();
        while (true)
        {
            var result = await LookOnce(action, run, since, cancel);
            if (result.Outcome == Workflow.Failover.StepOutcome.Succeeded)
            {
                return result;
            }

            await Task.Delay(Look, clock, cancel);
        }
    }

    /// <summary>One look: holds, is known not to hold (denied), or cannot be told.</summary>
    internal async Task<StepResult> LookOnce(StepAction.Check action, StepRun run, DateTimeOffset since, CancellationToken cancel)
    {
        var check = action.Condition;
        var incident = (await situations.Load(run.Incident, cancel)).Incident;
        if (!incident.Readings.TryGetValue(check.Reading, out var reading) || reading.SampledAt < since)
        {
            return StepResult.Lost($"{check}: no sample since {Durations.Clock(since)} yet.");
        }

        return reading.ValueAt(clock.GetUtcNow()) is not { } value ? StepResult.Lost($"{check}: {reading.UnknownAt(clock.GetUtcNow())}.")
            : check.Holds(value) ? StepResult.Good(FormattableString.Invariant($"{check}: it is {value}, sampled at {Durations.Clock(reading.SampledAt)}."))
            : StepResult.Refused(FormattableString.Invariant($"{check}: it is {value}, sampled at {Durations.Clock(reading.SampledAt)}."));
    }
}
