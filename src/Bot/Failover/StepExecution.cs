using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Telemetry;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>One run as the log orders it: Started is durable before anything acts, and what came of it is recorded whatever the host does.</summary>
internal sealed class StepExecution(
    IncidentDesk desk, Situations situations, StepPerformer performer, DrillStepPerformer rehearsal, IWorkLease lease, TimeProvider clock, ILogger<StepExecution> log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private static readonly Actor Runner = Actor.Bot("runner");

    /// <summary>Does the run that is due; false when the log asks for none, or a person must act first.</summary>
    /// <param name="givenUp">Ends also a run that acts; its started event makes the next start ask the probe.</param>
    /// <param name="stopping">No run begins any more.</param>
    internal async Task<bool> Next(string id, CancellationToken givenUp, CancellationToken stopping)
    {
        var incident = (await situations.Load(id, stopping)).Incident;
        if (!incident.IsOpen || NextStep.For(incident) is not { } order || order is { Resolve: true, AwaitsPerson: true })
        {
            return false;
        }

        // CRASH POINT 1: nothing is stored, nothing has happened: the next start begins here.
        if (!order.Resolve && order.Purpose != StepPurpose.Verify)
        {
            await Task.Delay(Between * Math.Clamp(order.Attempt - 1, 0, 10), clock, stopping);
            var start = new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt);

            // Seen through although the host may stop meanwhile: a start that is stored without its action would be a question for a person.
            var answer = await desk.Send(id, start, Runner, null, givenUp);
            if (answer.Events.OfType<IncidentEvent.StepStarted>().LastOrDefault() is not { } started)
            {
                return true;
            }

            order = order with { Epoch = started.Epoch };
            if (order.Action is StepAction.Manual)
            {
                return false;
            }
        }

        // CRASH POINT 2: Started is durable and the action may or may not have happened: the next start asks the probe.
        // Asked last before the action: a process that was paused after its start was stored finds its term over here.
        var term = lease.Term ?? throw TermOverException.Now();
        var run = new StepRun(id, order.Step.Id, order.Epoch, incident.Plan!.Primary, incident.Plan.Target, term);
        if (await Perform(order, run, incident.IsDrill, givenUp, stopping) is not { } finish)
        {
            return false;
        }

        // CRASH POINT 3: the action has happened and is not yet recorded: as 2.
        await Record(id, finish, givenUp);
        return true;
    }

    private async Task<IncidentCommand.FinishStep?> Perform(StepOrder order, StepRun run, bool drill, CancellationToken givenUp, CancellationToken stopping)
    {
        using var span = Instruments.Trace("step");
        span?.SetTag("step", order.Step.Id).SetTag("purpose", order.Purpose.ToString()).SetTag("incident", run.Incident);
        if (order.Purpose != StepPurpose.Run || !StepPerformer.LooksOnly(order.Action))
        {
            // A probe can be asked again after the restart; an action cannot be taken back.
            return await Carry(order, run, drill, order.Resolve || order.Purpose == StepPurpose.Verify ? stopping : givenUp);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var looking = Carry(order, run, drill, patience.Token);
        var undone = Undone(run.Incident, patience.Token);
        var first = await Task.WhenAny(looking, undone);
        await patience.CancelAsync();
        return first == undone && undone.IsCompletedSuccessfully && !stopping.IsCancellationRequested
            ? new IncidentCommand.FinishStep(
                order.Step.Id, order.Purpose, order.Attempt, StepOutcome.Failed, "Given up: the failover is being undone.", false, false)
            : await looking;
    }

    private Task<IncidentCommand.FinishStep?> Carry(StepOrder order, StepRun run, bool drill, CancellationToken cancel) =>
        drill ? rehearsal.Perform(order, run, cancel) : performer.Perform(order, run, cancel);

    /// <summary>Returns once the failover is being undone: nobody is to wait for a condition then.</summary>
    private async Task Undone(string id, CancellationToken cancel)
    {
        while ((await situations.Load(id, cancel)).Incident is { IsOpen: true, Failover.State: not FailoverState.Aborting })
        {
            await Task.Delay(Look, clock, cancel);
        }
    }

    /// <summary>Tries until it is durable: what is known of an action must not be lost to a full disk.</summary>
    private async Task Record(string id, IncidentCommand.FinishStep finish, CancellationToken givenUp)
    {
        for (var pause = Look; ; pause = pause < Look * 16 ? pause * 2 : pause)
        {
            try
            {
                await desk.Send(id, finish, Runner, null, givenUp);
                return;
            }
            catch (Exception e) when (e is not (OperationCanceledException or TermOverException))
            {
                log.LogError(e, "What came of {Step} of {Incident} could not be recorded; trying again in {Pause}", finish.Step, id, pause);
                await Task.Delay(pause, clock, givenUp);
            }
        }
    }
}
