using System.Collections.Concurrent;
using IncidentBot.Store;
using Quartz;

namespace IncidentBot.Wakeups;

/// <summary>Has all sweeps done while this node works: the first at once, then in their intervals, and none any more when its tenure ends.</summary>
/// <remarks>Quartz only rings. A ring that was missed is made up for once; one that comes from an earlier tenure does nothing.</remarks>
internal sealed class Sweeps(IEnumerable<ISweep> sweeps, ISchedulerFactory schedulers, ILogger<Sweeps> log) : IHostedService, IDisposable
{
    private readonly Dictionary<string, ISweep> byName = sweeps.ToDictionary(s => s.Name, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> failing = new(StringComparer.Ordinal);

    private CancellationTokenSource over = new();
    private long tenure;

    /// <summary>Begins a tenure.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        over = new CancellationTokenSource();
        var number = Interlocked.Increment(ref tenure);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await Clear(scheduler, cancellationToken);
        foreach (var sweep in byName.Values)
        {
            await scheduler.ScheduleJob(
                TriggerBuilder.Create()
                    .WithIdentity(sweep.Name, SweepJob.Group)
                    .ForJob(SweepJob.Key)
                    .UsingJobData(SweepJob.Name, sweep.Name)
                    .UsingJobData(SweepJob.Tenure, number)
                    .StartNow()
                    .WithSimpleSchedule(s => s.WithInterval(sweep.Every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithRemainingCount))
                    .Build(),
                cancellationToken: cancellationToken);
        }
    }

    /// <summary>Ends the tenure: returns when nothing of it is under way.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref tenure);
        await Clear(await schedulers.GetScheduler(CancellationToken.None), CancellationToken.None);
        await over.CancelAsync();
        await Task.WhenAll(running.Values).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public void Dispose() => over.Dispose();

    /// <summary>Sweeps once, unless the ring is of another tenure or the same sweep is under way.</summary>
    internal async Task Ring(string name, long of, CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!byName.TryGetValue(name, out var sweep) || !running.TryAdd(name, done.Task))
        {
            return;
        }

        try
        {
            // After it is known to be under way: an end of the tenure waits for it, or has been seen here.
            var end = over.Token;
            if (of == Interlocked.Read(ref tenure))
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(end, cancel);
                await Once(sweep, either.Token);
            }
        }
        finally
        {
            running.TryRemove(name, out _);
            done.SetResult();
        }
    }

    private async Task Once(ISweep sweep, CancellationToken cancel)
    {
        try
        {
            await sweep.Sweep(cancel);
            if (failing.TryRemove(sweep.Name, out _))
            {
                log.LogInformation("The sweep {Sweep} is done again", sweep.Name);
            }
        }
        catch (TermOverException)
        {
            // The node that works now sweeps.
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            // The tenure is over.
        }
        catch (Exception e)
        {
            if (failing.TryAdd(sweep.Name, true))
            {
                log.LogError(e, "The sweep {Sweep} failed; it is tried again every {Every}, and this is not said again before it succeeds", sweep.Name, sweep.Every);
            }
        }
    }

    private static async Task Clear(IScheduler scheduler, CancellationToken cancel) =>
        await scheduler.UnscheduleJobs(GroupMatcher<TriggerKey>.GroupEquals(SweepJob.Group), cancel);
}

/// <summary>A ring for one sweep.</summary>
internal sealed class SweepJob(Sweeps sweeps) : IJob
{
    internal const string Group = "sweeps";
    internal const string Name = "name";
    internal const string Tenure = "tenure";

    internal static readonly JobKey Key = new("sweep", Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await sweeps.Ring(context.MergedJobDataMap.GetString(Name)!, context.MergedJobDataMap.GetLong(Tenure), cancellationToken);
}
