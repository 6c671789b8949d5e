using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>Follows the log and does what it asks for, one run at a time per incident: Started is durable before anything acts.</summary>
/// <remarks>
/// Two signals end it: no new run begins once the host stops; a run under way is given up with the host, and its started event makes
/// the next start ask the probe.
/// </remarks>
internal sealed class PlanRunner(
    IncidentDesk desk, Situations situations, StepPerformer performer, IHostApplicationLifetime life, TimeProvider clock, ILogger<PlanRunner> log) : IFollower
{
    private readonly Lock gate = new();
    private readonly HashSet<string> running = new(StringComparer.Ordinal);
    private readonly HashSet<string> again = new(StringComparer.Ordinal);

    public string Name => "plan-runner";

    /// <summary>Looks at every open incident: what was under way before a restart goes on.</summary>
    public async Task Begin(CancellationToken cancel)
    {
        foreach (var incident in (await situations.All(cancel)).Where(i => i.IsOpen))
        {
            Ring(incident.Id);
        }
    }

    public Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel)
    {
        foreach (var incident in events.Select(e => e.Stream).Where(IncidentLog.IsIncident).Distinct())
        {
            Ring(incident);
        }

        return Task.CompletedTask;
    }

    private void Ring(string incident)
    {
        lock (gate)
        {
            again.Add(incident);
            if (running.Add(incident))
            {
                _ = Task.Run(() => Run(incident, life.ApplicationStopping), CancellationToken.None);
            }
        }
    }

    /// <summary>Whether someone rang since the last look; if not, this run is over, and the next ring begins another.</summary>
    private bool Again(string incident)
    {
        lock (gate)
        {
            return again.Remove(incident) || !running.Remove(incident);
        }
    }

    private async Task Run(string incident, CancellationToken stopping)
    {
        var pause = TimeSpan.FromMilliseconds(200);
        while (!stopping.IsCancellationRequested && Again(incident))
        {
            try
            {
                while (await Step(incident, stopping))
                {
                }

                pause = TimeSpan.FromMilliseconds(200);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The runner of {Incident} failed; trying again in {Pause}", incident, pause);
                await Task.Delay(pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = TimeSpan.FromSeconds(Math.Min(30, pause.TotalSeconds * 2));
                Ring(incident);
            }
        }
    }

    /// <summary>One run; false when the log asks for none, or a person must act first.</summary>
    private async Task<bool> Step(string id, CancellationToken stopping)
    {
        var incident = (await situations.Load(id, stopping)).Incident;
        if (!incident.IsOpen || NextStep.For(incident) is not { } order || (order.Resolve && order.Action is StepAction.Manual))
        {
            return false;
        }

        // CRASH POINT 1: nothing is stored, nothing has happened: the next start begins here.
        if (!order.Resolve && order.Purpose != StepPurpose.Verify)
        {
            var start = new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt);
            if ((await desk.Send(id, start, Actor.Bot("runner"), null, stopping)).Refusal is not null || order.Action is StepAction.Manual)
            {
                return order.Action is not StepAction.Manual;
            }
        }

        // CRASH POINT 2: Started is durable and the action may or may not have happened: the next start asks the probe.
        var run = new StepRun(id, order.Step.Id, order.Epoch, incident.Plan!.Primary, incident.Plan.Target);
        var finish = await performer.Perform(order, run, stopping);

        // CRASH POINT 3: the action has happened and is not yet recorded: as 2. Recording goes on while the host stops.
        await desk.Send(id, finish, Actor.Bot("runner"), null, CancellationToken.None);
        return true;
    }
}
