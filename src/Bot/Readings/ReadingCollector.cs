using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings;

/// <summary>Samples all readings of a plan at once. A source that hangs, fails or lies gives an unknown reading with the reason, and delays no other.</summary>
internal sealed class ReadingCollector(IEnumerable<IReadingSource> sources, IEnumerable<IReadingBatch> batches, TimeProvider clock, ILogger<ReadingCollector> log)
{
    /// <summary>How far ahead a source's clock may be.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly IReadingSource[] sources = [.. sources];
    private readonly IReadingBatch[] batches = [.. batches];

    /// <summary>One sample of every reading that a source can give, and what is computed from them; people's readings come from people.</summary>
    /// <param name="said">What is known already; of these, people's readings count in what is computed.</param>
    internal async Task<IncidentCommand.RecordReadings> Collect(
        FailoverPlan plan, DateTimeOffset? impactStart, IEnumerable<Reading> said, CancellationToken cancel)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var taken = await Task.WhenAll(Begin(plan, round.Token).Select(async begun =>
        {
            // Judged the moment it arrives: a sample is as old as it is, however long another source takes.
            var sample = await begun.Sample;
            return (Sample: sample, Reading: Judge(begun.Reading, sample, begun.Reading.Id == plan.Inputs.ReplicationLag));
        }));

        // A batch that nobody waits for any more is not to go on.
        await round.CancelAsync();
        var people = said.Where(r => plan.Reading(r.Id)?.Source is ReadingSource.Person);
        var computed = ComputedReadings.Of(plan, people.Concat(taken.Select(t => t.Reading)), clock.GetUtcNow());
        var writes = Array.Find(taken, t => t.Reading.Id == plan.Inputs.WriteRate);
        return new IncidentCommand.RecordReadings(
            [.. taken.Select(t => t.Reading), .. computed], writes.Reading is null ? null : Rate(plan, writes.Sample, writes.Reading, impactStart));
    }

    private static WriteRate? Rate(FailoverPlan plan, Sample sample, Reading judged, DateTimeOffset? impactStart) =>
        sample is { Buckets: { } buckets, SampledAt: { } at } && judged.Problem is null

            // The source's own time orders its buckets; that it may run ahead of ours must not make the sample look younger than it is.
            ? WriteRate.From(buckets, impactStart, at, plan.Reading(judged.Id)?.Source is ReadingSource.Metric metric ? metric.Period : Second) with { SampledAt = judged.SampledAt }
            : null;

    private List<(PlanReading Reading, Task<Sample> Sample)> Begin(FailoverPlan plan, CancellationToken round)
    {
        var begun = new List<(PlanReading, Task<Sample>)>();
        foreach (var group in plan.Readings.Where(r => r.Source.Limit() is not null).GroupBy(r => Array.Find(batches, b => b.Reads(r.Source))))
        {
            if (group.Key is { } batch)
            {
                var members = group.ToList();

                // Off this thread, here and below: a source that blocks before its first await must not hold up the others.
                var all = Task.Run(() => batch.Take([.. members.Select(m => m.Source)], round), round);
                begun.AddRange(members.Select((m, i) => (m, Take(m, async late => (await all.WaitAsync(late))[i], round))));
            }
            else
            {
                begun.AddRange(group.Select(r => (r, Take(r, late => One(r, late), round))));
            }
        }

        return begun;
    }

    private Task<Sample> One(PlanReading reading, CancellationToken late) => Array.Find(sources, s => s.Reads(reading.Source)) is { } source
        ? Task.Run(() => source.Take(reading.Source, late), late)
        : Task.FromResult(Sample.Unknown($"nothing here reads a source of kind {reading.Source.GetType().Name}"));

    private async Task<Sample> Take(PlanReading reading, Func<CancellationToken, Task<Sample>> take, CancellationToken cancel)
    {
        var limit = reading.Source.Limit()!.Value;
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            // Waited for no longer than allowed, even if the source does not listen.
            return await take(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return Sample.Unknown($"the source did not answer within {Durations.Text(limit)}");
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogError(e, "The reading {Reading} could not be taken", reading.Id);
            return Sample.Unknown("it could not be taken; the program's own log says why");
        }
    }

    private Reading Judge(PlanReading plan, Sample sample, bool isLag)
    {
        var now = clock.GetUtcNow();
        var at = sample.SampledAt ?? now;
        var problem = sample.Problem
            ?? (at > now + ClockSkew ? $"the source's time {Durations.Stamp(at)} lies in the future" : null)
            ?? (sample.Value < 0 && (isLag || plan.Unit is ReadingUnit.Seconds or ReadingUnit.Count or ReadingUnit.PerSecond or ReadingUnit.Share)
                ? $"the source gives a negative value ({sample.Value})" : null)
            ?? (plan.Unit == ReadingUnit.Boolean && sample.Value is not (0 or 1) ? $"the source gives {sample.Value}, neither 0 nor 1" : null)
            ?? (plan.Unit == ReadingUnit.Share && sample.Value > 1 ? $"the source gives a share of {sample.Value}, above 1" : null);
        return new Reading(plan.Id, problem is null ? sample.Value : null, plan.Unit, plan.Source.Named(), plan.ObservedFrom,
            at > now ? now : at, plan.MaxAge, problem);
    }
}
