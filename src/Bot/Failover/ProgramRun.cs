using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace IncidentBot.Failover;

/// <summary>One run of an allow-listed program, without a shell; what it says is kept, capped at 16 KiB each, and on a time-out its whole tree is killed.</summary>
internal static class ProgramRun
{
    private const int Kept = 16 * 1024;

    /// <summary>A child that the program left behind may hold its output open: nobody waits for that one.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    internal static async Task<StepResult> Of(
        ProcessStartInfo start, string program, IReadOnlyList<string> arguments, TimeProvider clock, CancellationToken cancel)
    {
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return StepResult.NotSent($"The program '{program}' could not be started.");
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

        var what = $"{string.Join(' ', arguments.Prepend(program))}: exit code {process.ExitCode}. {output} {errors}".TrimEnd();
        return process.ExitCode switch
        {
            0 => StepResult.Good(what),
            1 => StepResult.Refused(what),
            _ => StepResult.Lost(what),
        };
    }

    internal static ProcessStartInfo Start(AllowedProgram allowed, IReadOnlyList<string> arguments, StepRun run)
    {
        var start = new ProcessStartInfo(allowed.Path)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in allowed.Arguments.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["INCIDENTBOT_EPOCH"] = run.Epoch.ToString(CultureInfo.InvariantCulture);
        start.Environment["INCIDENTBOT_TERM"] = run.Term.ToString(CultureInfo.InvariantCulture);
        start.Environment["INCIDENTBOT_INCIDENT"] = run.Incident;
        start.Environment["INCIDENTBOT_STEP"] = run.Step;
        return start;
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
}
