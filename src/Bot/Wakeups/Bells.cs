using IncidentBot.Incidents;
using IncidentBot.Workflow.Incidents;
using Quartz;

namespace IncidentBot.Wakeups;

/// <summary>One bell per open incident, set to its next deadline. It only rings: what time has changed, the rules decide.</summary>
internal sealed class Bells(Situations situations, ISchedulerFactory schedulers, TimeProvider clock) : IDisposable
{
    // Setting reads the incident: one at a time, or an older state could overwrite what a newer one has set.
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Sets an incident's bell to its next deadline, or takes it away.</summary>
    /// <param name="overdue">How long to wait for one that has passed already: a ring that changed nothing must not set itself again at once.</param>
    internal async Task Set(string incident, TimeSpan overdue, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            var due = Deadlines.Next((await situations.Load(incident, cancel)).Incident);
            var now = clock.GetUtcNow();
            await Ring(incident, due <= now ? now + overdue : due, cancel);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Takes all bells away: those of an earlier tenure belong to nobody.</summary>
    internal async Task Clear(CancellationToken cancel)
    {
        var scheduler = await schedulers.GetScheduler(cancel);
        await scheduler.UnscheduleJobs(GroupMatcher<TriggerKey>.GroupEquals("wakeups"), cancel);
    }

    /// <summary>Rings once more after a while, whatever the log says.</summary>
    internal Task RingAfter(string incident, TimeSpan pause, CancellationToken cancel) => Ring(incident, clock.GetUtcNow() + pause, cancel);

    public void Dispose() => one.Dispose();

    private async Task Ring(string incident, DateTimeOffset? at, CancellationToken cancel)
    {
        var scheduler = await schedulers.GetScheduler(cancel);
        var key = new TriggerKey(incident, "wakeups");
        if (at is not { } start)
        {
            await scheduler.UnscheduleJob(key, cancel);
            return;
        }

        var trigger = TriggerBuilder.Create()
            .WithIdentity(key)
            .ForJob(WakeJob.Key)
            .UsingJobData(WakeJob.Incident, incident)
            .StartAt(start)
            .WithSimpleSchedule(s => s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
        if (await scheduler.RescheduleJob(key, trigger, cancel) is null)
        {
            await scheduler.ScheduleJob(trigger, cancellationToken: cancel);
        }
    }
}
