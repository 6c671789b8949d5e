using System.Globalization;
using IncidentBot.Workflow.Decisions.Explaining;
using IncidentBot.Workflow.Plans;
using static IncidentBot.Workflow.Decisions.Explaining.Amounts;

namespace IncidentBot.Workflow.Decisions;

/// <summary>The share of requests that was measured on the old region at a moment after the shift.</summary>
/// <param name="Share">0 to 1.</param>
public sealed record TailSample(DateTimeOffset At, decimal Share);

/// <summary>What share of requests still reaches the old region at TTL, 2 TTL, ... after the shift: measured where there is a sample, else forecast.</summary>
/// <param name="Points">In order of time; empty for a shift at IP level, which has no such tail.</param>
public sealed record DnsTail(IReadOnlyList<TailPoint> Points)
{
    /// <summary>So many TTLs are told.</summary>
    public const int Told = 4;

    private static readonly DnsTail None = new([]);

    /// <summary>The tail of a plan's shift.</summary>
    /// <param name="shiftedAt">When traffic was moved (UTC); null before.</param>
    /// <param name="samples">Measured after the shift, in order of time.</param>
    /// <remarks>A forecast goes on from the newest measurement before it, else from everybody at the moment of the shift.</remarks>
    public static DnsTail For(PlanDns terms, DateTimeOffset? shiftedAt, IReadOnlyList<TailSample> samples)
    {
        if (terms.Shift == TrafficShift.Ip || terms.Ttl <= TimeSpan.Zero)
        {
            return None;
        }

        var points = new List<TailPoint>(Told);
        var (share, source, at) = (1m, "everybody, at the moment of the shift", shiftedAt);
        for (var n = 1; n <= Told; n++)
        {
            var due = shiftedAt + (terms.Ttl * n);
            var until = due + terms.Ttl;
            if (due is not null && samples.LastOrDefault(s => s.At >= due && s.At < until) is { } measured)
            {
                (share, source, at) = (measured.Share, $"measured {Exact(measured.At - shiftedAt!.Value)} after the shift", measured.At);
                points.Add(new TailPoint(n, terms.Ttl * n, true, Measured(n, measured)));
                continue;
            }

            var before = Share(n == 1 ? "s_0" : $"s_{n - 1}", share, source, at);
            var next = before * Share("q", terms.Stale, "the plan's assumption of the share that keeps the old answer for another TTL");
            points.Add(new TailPoint(n, terms.Ttl * n, false, new Explained<decimal>(next.Value, Explanation.Of(
                $"s_{n}", $"Share still on the old region {n} TTL after the shift, forecast", next, Percent(next.Value), "Shown in tenths of a percent, rounded up."))));
            (share, source, at) = (next.Value, "the forecast before it", null);
        }

        return new DnsTail(points);
    }

    private static Explained<decimal> Measured(int n, TailSample sample)
    {
        var term = Share("measured", sample.Share, "the plan's reading of the old region's share", sample.At);
        return new Explained<decimal>(term.Value, Explanation.Of(
            string.Create(CultureInfo.InvariantCulture, $"s_{n}"), $"Share still on the old region {n} TTL after the shift, measured", term, Percent(sample.Share)));
    }
}

/// <summary>One moment of the tail.</summary>
/// <param name="Ttls">How many TTLs after the shift.</param>
/// <param name="IsMeasured">Otherwise it is a forecast, and is labelled so.</param>
public sealed record TailPoint(int Ttls, TimeSpan After, bool IsMeasured, Explained<decimal> Share);
