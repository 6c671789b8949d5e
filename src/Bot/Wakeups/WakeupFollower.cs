using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using Quartz;

namespace IncidentBot.Wakeups;

/// <summary>Keeps one bell per open incident set to its next deadline. The bell only rings: what time has changed, the rules decide.</summary>
internal sealed class WakeupFollower(Situations situations, ISchedulerFactory schedulers, TimeProvider clock) : IFollower
{
    /// <summary>A ring that changed nothing must not set itself again at once.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(200);

    public string Name => "wakeups";

    public async Task Begin(CancellationToken cancel)
    {
        foreach (var incident in await situations.All(cancel))
        {
            await Set(incident, cancel);
        }
    }

    public async Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel)
    {
        foreach (var id in events.Where(e => IncidentLog.IsIncident(e.Stream)).Select(e => e.Stream).Distinct())
        {
            await Set((await situations.Load(id, cancel)).Incident, cancel);
        }
    }

    private async Task Set(Incident incident, CancellationToken cancel)
    {
        var scheduler = await schedulers.GetScheduler(cancel);
        var key = new TriggerKey(incident.Id, "wakeups");
        if (Deadlines.Next(incident) is not { } due)
        {
            await scheduler.UnscheduleJob(key, cancel);
            return;
        }

        var soonest = clock.GetUtcNow() + Soonest;
        var trigger = TriggerBuilder.Create()
            .WithIdentity(key)
            .ForJob(WakeJob.Key)
            .UsingJobData(WakeJob.Incident, incident.Id)
            .StartAt(due > soonest ? due : soonest)
            .WithSimpleSchedule(s => s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
        if (await scheduler.RescheduleJob(key, trigger, cancel) is null)
        {
            await scheduler.ScheduleJob(trigger, cancellationToken: cancel);
        }
    }
}
