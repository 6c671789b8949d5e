using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>Computes a plan's computed readings from its others.</summary>
public static class ComputedReadings
{
    /// <summary>The computed readings of <paramref name="plan"/>, in its order.</summary>
    /// <param name="taken">The samples to compute from; of two with one id the last counts.</param>
    /// <remarks>A value is as old as the oldest sample it rests on, and unknown when one of those is, for which <see cref="Reading.Problem"/> says why.</remarks>
    public static IReadOnlyList<Reading> Of(FailoverPlan plan, IEnumerable<Reading> taken, DateTimeOffset now)
    {
        var computed = plan.Readings.Where(r => r.Source is ReadingSource.Computed).ToList();
        if (computed.Count == 0)
        {
            return [];
        }

        var known = new Dictionary<string, Reading>();
        foreach (var reading in taken.Where(r => !computed.Exists(c => c.Id == r.Id)))
        {
            known[reading.Id] = reading;
        }

        var open = new HashSet<string>();
        foreach (var reading in computed)
        {
            _ = Find(reading.Id);
        }

        return [.. computed.Select(c => known[c.Id])];

        // A plan without faults has no cycle; one that was stored otherwise must still come to an end.
        Reading? Find(string id)
        {
            if (known.TryGetValue(id, out var reading) || computed.Find(c => c.Id == id) is not { } planned || !open.Add(id))
            {
                return reading;
            }

            return known[id] = Compute(planned, new Evaluation(Find, now).Of(((ReadingSource.Computed)planned.Source).Expression), now);
        }
    }

    private static Reading Compute(PlanReading planned, Evaluated result, DateTimeOffset now) => new(
        planned.Id, result.Problem is null ? result.Value : null, planned.Unit, planned.Source.Named(), planned.ObservedFrom,
        result.Problem is null && result.SampledAt < now ? result.SampledAt : now, planned.MaxAge, result.Problem ?? Impossible(planned.Unit, result.Value));

    /// <summary>Why a unit cannot have a value; null when it can.</summary>
    public static string? Impossible(ReadingUnit unit, decimal value) => unit switch
    {
        ReadingUnit.Boolean when value is not (0 or 1) => FormattableString.Invariant($"it gives {value}, neither 0 nor 1"),
        ReadingUnit.Share when value > 1 => FormattableString.Invariant($"it gives a share of {value}, above 1"),
        not ReadingUnit.Boolean when value < 0 => FormattableString.Invariant($"it gives a negative value ({value})"),
        _ => null,
    };
}
