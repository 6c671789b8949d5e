using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>Performs an action, or asks one as a probe. The only code that touches the world's machinery.</summary>
internal sealed class StepActions(HttpStep http, ExecStep exec, AwsStep aws, CheckStep check, Redaction redaction, TimeProvider clock) : IStepActions
{
    /// <summary>Performs an action within its time limit; a late one has an unknown effect.</summary>
    public async Task<StepResult> Perform(StepAction action, StepRun run, TimeSpan limit, CancellationToken cancel) =>
        action is StepAction.Parallel all
            ? AtOnce.Done(await AtOnce.All(all, (part, c) => Perform(part, run, limit, c), cancel))
            : redaction.Of(await Act(Fill(action, run), run, limit, cancel));

    /// <summary>Asks a probe: true present, false absent, null if it cannot tell.</summary>
    public async Task<(bool? Present, string Evidence)> Probe(StepAction probe, StepRun run, TimeSpan limit, CancellationToken cancel)
    {
        if (probe is StepAction.Parallel all)
        {
            return AtOnce.Present(await AtOnce.All(all, (part, c) => Probe(part, run, limit, c), cancel));
        }

        var result = probe is StepAction.Check look
            ? await check.Probe(look.Condition, run, limit, cancel)
            : await Perform(probe, run, limit, cancel);
        return (result.Outcome == StepOutcome.Succeeded ? true : result.Denied ? false : null, result.Evidence);
    }

    private async Task<StepResult> Act(StepAction action, StepRun run, TimeSpan limit, CancellationToken cancel) => action switch
    {
        StepAction.Http a => await TimeLimit.On(soon => http.Perform(a, run, soon), limit, clock, cancel),
        StepAction.Exec a => await TimeLimit.On(soon => exec.Perform(a, run, soon), limit, clock, cancel),
        StepAction.Aws a => await TimeLimit.On(soon => aws.Perform(a, run, soon), limit, clock, cancel),
        StepAction.Check a => await check.Perform(a.Condition, run, limit, cancel),
        StepAction.Wait a => await TimeLimit.On(soon => TimeLimit.Wait(a.For, clock, soon), limit, clock, cancel),
        StepAction.Rehearse => StepResult.NotSent("This is a drill's action: production does not perform it."),
        _ => throw new InvalidOperationException($"The bot cannot perform a '{action.GetType().Name}' step."),
    };

    private static StepAction Fill(StepAction action, StepRun run)
    {
        string Text(string text) => StepText.Fill(text, run.Epoch, run.Incident, run.Primary, run.Target, run.Token);
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
            StepAction.Aws a => a with
            {
                Endpoint = Text(a.Endpoint),
                Region = Text(a.Region),
                Path = a.Path is null ? null : Text(a.Path),
                Body = a.Body is null ? null : Text(a.Body),
                Parameters = a.Parameters.ToDictionary(p => p.Key, p => Text(p.Value)),
                Expect = [.. a.Expect.Select(Text)],
            },
            _ => action,
        };
    }
}
