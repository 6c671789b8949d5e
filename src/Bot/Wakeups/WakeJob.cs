using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using Quartz;

namespace IncidentBot.Wakeups;

/// <summary>Sends the wake command to one incident, and sets its bell again. Late, twice or for nothing is harmless.</summary>
internal sealed class WakeJob(IncidentDesk desk, Bells bells, ILogger<WakeJob> log) : IJob
{
    internal const string Incident = "incident";

    internal static readonly JobKey Key = new("wake", "wakeups");

    /// <summary>After a ring that failed, or that came too early to change anything.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var incident = context.MergedJobDataMap.GetString(Incident)!;
        try
        {
            await desk.Send(incident, new IncidentCommand.Wake(), Actor.Bot("clock"), null, cancellationToken);
            await bells.Set(incident, Again, cancellationToken);
        }
        catch (TermOverException)
        {
            // The node that works now has set bells of its own.
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "Waking {Incident} failed; ringing again in {Pause}", incident, Again);
            await bells.RingAfter(incident, Again, cancellationToken);
        }
    }
}
