using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings;

/// <summary>Samples all readings of a plan at once. A source that hangs, fails or lies gives an unknown reading with the reason, and delays no other.</summary>
internal sealed class ReadingCollector(IEnumerable<IReadingSource> sources, TimeProvider clock)
{
    /// <summary>How far ahead a source's clock may be.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Bucket = TimeSpan.FromSeconds(1);

    private readonly IReadingSource[] sources = [.. sources];

    /// <summary>One sample of every reading that a source can give; people's readings come from people.</summary>
    internal async Task<IncidentCommand.RecordReadings> Collect(FailoverPlan plan, DateTimeOffset? impactStart, CancellationToken cancel)
    {
        var taken = await Task.WhenAll(plan.Readings
            .Where(r => r.Source is not ReadingSource.Person)
            .Select(async r => (Plan: r, Sample: await Take(r, cancel))));
        var readings = taken.Select(t => Judge(t.Plan, t.Sample, t.Plan.Id == plan.Inputs.ReplicationLag)).ToList();
        var (_, writes) = taken.FirstOrDefault(t => t.Plan.Id == plan.Inputs.WriteRate);
        var rate = writes is { Problem: null, Buckets: { } buckets, SampledAt: { } at } && at <= clock.GetUtcNow() + ClockSkew
            ? WriteRate.From(buckets, impactStart, at, Bucket)
            : null;
        return new IncidentCommand.RecordReadings(readings, rate);
    }

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
