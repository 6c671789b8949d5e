using IncidentBot.Incidents;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>Looks whether a condition on a reading holds, on a sample that is younger than the step itself.</summary>
internal sealed class CheckStep(Situations situations, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks until it holds or the limit is over.</summary>
    internal async Task<StepResult> Perform(ReadingCheck check, StepRun run, TimeSpan limit, CancellationToken cancel)
    {
        var last = await Look(check, run, limit, result => result.Outcome == StepOutcome.Succeeded, cancel);
        return last.Outcome == StepOutcome.Succeeded ? last : StepResult.Late($"It did not hold within {Durations.Text(limit)}. {last.Evidence}");
    }

    /// <summary>Looks until a fresh sample says that it holds or that it does not (denied), or the limit is over: then it cannot be told.</summary>
    internal Task<StepResult> Probe(ReadingCheck check, StepRun run, TimeSpan limit, CancellationToken cancel) =>
        Look(check, run, limit, result => result.Denied || result.Outcome == StepOutcome.Succeeded, cancel);

    private async Task<StepResult> Look(ReadingCheck check, StepRun run, TimeSpan limit, Func<StepResult, bool> enough, CancellationToken cancel)
    {
        var (since, begun) = (clock.GetUtcNow(), clock.GetTimestamp());
        while (true)
        {
            var result = await LookOnce(check, run, since, cancel);
            if (enough(result) || clock.GetElapsedTime(begun) >= limit)
            {
                return result;
            }

            await Task.Delay(Between, clock, cancel);
        }
    }

    private async Task<StepResult> LookOnce(ReadingCheck check, StepRun run, DateTimeOffset since, CancellationToken cancel)
    {
        var incident = (await situations.Load(run.Incident, cancel)).Incident;
        if (!incident.Readings.TryGetValue(check.Reading, out var reading) || reading.SampledAt < since)
        {
            return StepResult.Lost($"{check}: no sample since {Durations.Clock(since)} yet.");
        }

        var now = clock.GetUtcNow();
        return reading.ValueAt(now) is not { } value ? StepResult.Lost($"{check}: {reading.UnknownAt(now)}.")
            : check.Holds(value) ? StepResult.Good(FormattableString.Invariant($"{check}: it is {value}, sampled at {Durations.Clock(reading.SampledAt)}."))
            : StepResult.Refused(FormattableString.Invariant($"{check}: it is {value}, sampled at {Durations.Clock(reading.SampledAt)}."));
    }
}
