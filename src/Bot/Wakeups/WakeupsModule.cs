using IncidentBot.Store;
using Quartz;

namespace IncidentBot.Wakeups;

/// <summary>Registers bells and sweeps: Quartz.NET in memory, set again as this node begins to work.</summary>
internal static class WakeupsModule
{
    internal static IHostApplicationBuilder AddWakeups(this IHostApplicationBuilder builder)
    {
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(4);
            quartz.AddJob<WakeJob>(job => job.WithIdentity(WakeJob.Key).StoreDurably());
            quartz.AddJob<SweepJob>(job => job.WithIdentity(SweepJob.Key).StoreDurably());
        });
        builder.Services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        builder.Services.AddSingleton<Bells>();
        builder.Services.AddSingleton<WakeupFollower>();
        builder.Services.AddDuty<FollowerLoop<WakeupFollower>>();
        builder.Services.AddDuty<Sweeps>();
        builder.Services.AddSweep<InboxPruning>();
        return builder;
    }
}
