using IncidentBot.Workflow;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>Performs an action, or asks one as a probe. The only code that touches the world's machinery.</summary>
internal sealed class StepActions(HttpStep http, ExecStep exec, CheckStep check, TimeProvider clock)
{
    /// <summary>Performs an action within its time limit; a late one has an unknown effect.</summary>
    internal async Task<StepResult> Perform(StepAction action, StepRun run, TimeSpan limit, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            return Fill(action, run) switch
            {
                StepAction.Http a => await http.Perform(a, run, either.Token),
                StepAction.Exec a => await exec.Perform(a, run, either.Token),
                StepAction.Check a => await check.Perform(a, run, limit, cancel),
                StepAction.Wait a => await Wait(a, either.Token),
                _ => throw new InvalidOperationException($"The bot cannot perform a '{action.GetType().Name}' step."),
            };
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return StepResult.Late($"It took longer than {Durations.Text(limit)}.");
        }
    }

    /// <summary>Asks a probe: true present, false absent, null if it cannot tell.</summary>
    internal async Task<(bool? Present, string Evidence)> Probe(StepAction probe, StepRun run, TimeSpan limit, CancellationToken cancel)
    {
        var result = probe is StepAction.Check look
            ? await check.Probe(look, run, limit, cancel)
            : await Perform(probe, run, limit, cancel);
        return (result.Outcome == StepOutcome.Succeeded ? true : result.Denied ? false : null, result.Evidence);
    }

    private async Task<StepResult> Wait(StepAction.Wait action, CancellationToken cancel)
    {
        await Task.Delay(action.For, clock, cancel);
        return StepResult.Good($"Waited {Durations.Text(action.For)}.");
    }

    private static StepAction Fill(StepAction action, StepRun run)
    {
        string Text(string text) => StepText.Fill(text, run.Epoch, run.Incident, run.Primary, run.Target);
        return action switch
        {
            StepAction.Http a => a with
            {
                Url = Text(a.Url),
                Body = a.Body is null ? null : Text(a.Body),
                ExpectBody = a.ExpectBody is null ? null : Text(a.ExpectBody),
                Headers = a.Headers.ToDictionary(h => h.Key, h => Text(h.Value)),
            },
            StepAction.Exec a => a with { Arguments = [.. a.Arguments.Select(Text)] },
            _ => action,
        };
    }
}
