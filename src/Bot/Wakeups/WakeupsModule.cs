using IncidentBot.Store;
using Quartz;

namespace IncidentBot.Wakeups;

/// <summary>Registers the bells: Quartz.NET in memory, set again from the log at each start.</summary>
internal static class WakeupsModule
{
    internal static IHostApplicationBuilder AddWakeups(this IHostApplicationBuilder builder)
    {
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(2);
            quartz.AddJob<WakeJob>(job => job.WithIdentity(WakeJob.Key).StoreDurably());
        });
        builder.Services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        builder.Services.AddSingleton<Bells>();
        builder.Services.AddSingleton<WakeupFollower>();
        builder.Services.AddDuty<FollowerLoop<WakeupFollower>>();
        return builder;
    }
}
