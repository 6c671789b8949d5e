using IncidentBot.Incidents;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using Quartz;

namespace IncidentBot.Wakeups;

/// <summary>Sends the wake command to one incident. Late, twice or for nothing is harmless.</summary>
internal sealed class WakeJob(IncidentDesk desk, ILogger<WakeJob> log) : IJob
{
    internal const string Incident = "incident";

    internal static readonly JobKey Key = new("wake", "wakeups");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var incident = context.MergedJobDataMap.GetString(Incident)!;
        try
        {
            await desk.Send(incident, new IncidentCommand.Wake(), Actor.Bot("clock"), null, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Waking {Incident} failed; its next event or restart sets the bell again", incident);
        }
    }
}
