using System.Diagnostics;

namespace IncidentBot.Benchmarks;

/// <summary>Rounds of subject and baseline in turn, so that a noisy neighbour disturbs both alike; what counts is the median.</summary>
internal static class Rounds
{
    /// <summary>The median time of a round for each of the given works, after rounds that only warm up.</summary>
    internal static async Task<TimeSpan[]> Medians(int warmUp, int rounds, params Func<Task>[] works)
    {
        var times = works.Select(_ => new List<TimeSpan>(rounds)).ToArray();
        for (var round = -warmUp; round < rounds; round++)
        {
            for (var i = 0; i < works.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await works[i]();
                if (round >= 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start));
                }
            }
        }

        return [.. times.Select(Median)];
    }

    /// <summary>The median processor time of a round, for works that only compute: on a busy machine, waiting for a processor is not their time.</summary>
    internal static TimeSpan[] ProcessorMedians(int warmUp, int rounds, params Action[] works)
    {
        var times = works.Select(_ => new List<TimeSpan>(rounds)).ToArray();
        for (var round = -warmUp; round < rounds; round++)
        {
            for (var i = 0; i < works.Length; i++)
            {
                var start = Environment.CpuUsage.TotalTime;
                works[i]();
                if (round >= 0)
                {
                    times[i].Add(Environment.CpuUsage.TotalTime - start);
                }
            }
        }

        return [.. times.Select(Median)];
    }

    internal static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>Bytes that one call allocates on this thread.</summary>
    internal static long Allocated(Action once, int times)
    {
        once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times; i++)
        {
            once();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / times;
    }
}
