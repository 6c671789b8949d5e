using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.Failover;

/// <summary>An allow-listed program with an argument list and no shell. Its output is kept, capped at 16 KiB each; on a time-out the whole tree is killed.</summary>
/// <remarks>Of a verify probe, exit code 0 means present, 1 means absent, and any other that it cannot tell.</remarks>
internal sealed class ExecStep(IOptions<StepOptions> options, TimeProvider clock)
{
    private const int Kept = 16 * 1024;

    /// <summary>A child that the program left behind may hold its output open: nobody waits for that one.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    internal async Task<StepResult> Perform(StepAction.Exec action, StepRun run, CancellationToken cancel)
    {
        if (!options.Value.Allow.TryGetValue(action.Program, out var allowed))
        {
            return StepResult.NotSent($"The program '{action.Program}' is not on the allow-list (Steps:Allow).");
        }

        using var process = new Process { StartInfo = Start(allowed, action, run) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return StepResult.NotSent($"The program '{action.Program}' could not be started.");
        }

        process.StandardInput.Close();
        var output = new CappedText(Kept);
        var errors = new CappedText(Kept);
        var said = Task.WhenAll(output.Take(process.StandardOutput.BaseStream, cancel), errors.Take(process.StandardError.BaseStream, cancel));
        try
        {
            await process.WaitForExitAsync(cancel);
            await Task.WhenAny(said, Task.Delay(LastWords, clock, cancel));
        }
        finally
        {
            Kill(process);
        }

        var what = $"{string.Join(' ', action.Arguments.Prepend(action.Program))}: exit code {process.ExitCode}. {output} {errors}".TrimEnd();
        return process.ExitCode switch
        {
            0 => StepResult.Good(what),
            1 => StepResult.Refused(what),
            _ => StepResult.Lost(what),
        };
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself, or is not ours to end; that it was late is what counts.
        }
    }

    private static ProcessStartInfo Start(AllowedProgram allowed, StepAction.Exec action, StepRun run)
    {
        var start = new ProcessStartInfo(allowed.Path)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in allowed.Arguments.Concat(action.Arguments))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["INCIDENTBOT_EPOCH"] = run.Epoch.ToString(CultureInfo.InvariantCulture);
        start.Environment["INCIDENTBOT_INCIDENT"] = run.Incident;
        start.Environment["INCIDENTBOT_STEP"] = run.Step;
        return start;
    }
}
