using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings;

/// <summary>Samples all readings of a plan at once. A source that hangs, fails or lies gives an unknown reading with the reason, and delays no other.</summary>
internal sealed class ReadingCollector(IEnumerable<IReadingSource> sources, TimeProvider clock, ILogger<ReadingCollector> log)
{
    /// <summary>How far ahead a source's clock may be.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Bucket = TimeSpan.FromSeconds(1);

    private readonly IReadingSource[] sources = [.. sources];

    /// <summary>One sample of every reading that a source can give; people's readings come from people.</summary>
    internal async Task<IncidentCommand.RecordReadings> Collect(FailoverPlan plan, DateTimeOffset? impactStart, CancellationToken cancel)
    {
        var taken = await Task.WhenAll(plan.Readings.Where(r => r.Source is not ReadingSource.Person).Select(async r =>
        {
            // Judged the moment it arrives: a sample is as old as it is, however long another source takes.
            var sample = await Take(r, cancel);
            return (Sample: sample, Reading: Judge(r, sample, r.Id == plan.Inputs.ReplicationLag));
        }));
        var writes = Array.Find(taken, t => t.Reading.Id == plan.Inputs.WriteRate);
        return new IncidentCommand.RecordReadings([.. taken.Select(t => t.Reading)], writes.Reading is null ? null : Rate(writes.Sample, writes.Reading, impactStart));
    }

    private static WriteRate? Rate(Sample sample, Reading judged, DateTimeOffset? impactStart) =>
        sample is { Buckets: { } buckets, SampledAt: { } at } && judged.Problem is null

            // The source's own time orders its buckets; that it may run ahead of ours must not make the sample look younger than it is.
            ? WriteRate.From(buckets, impactStart, at, Bucket) with { SampledAt = judged.SampledAt }
            : null;

    private async Task<Sample> Take(PlanReading reading, CancellationToken cancel)
    {
        var limit = reading.Source switch
        {
            ReadingSource.Http s => s.Timeout,
            ReadingSource.Tcp s => s.Timeout,
            _ => TimeSpan.FromSeconds(2),
        };
        if (Array.Find(sources, s => s.Reads(reading.Source)) is not { } source)
        {
            return Sample.Unknown($"nothing here reads a source of kind {reading.Source.GetType().Name}");
        }

        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            return await source.Take(reading.Source, either.Token);
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
        var name = plan.Source switch
        {
            ReadingSource.Http s => s.Url,
            ReadingSource.Tcp s => $"{s.Host}:{s.Port}",
            _ => "people",
        };
        return new Reading(plan.Id, problem is null ? sample.Value : null, plan.Unit, name, plan.ObservedFrom,
            at > now ? now : at, plan.MaxAge, problem);
    }
}
