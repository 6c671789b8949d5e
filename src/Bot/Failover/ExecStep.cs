using System.Diagnostics;
using System.Globalization;
using System.Text;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.Failover;

/// <summary>An allow-listed program with an argument list and no shell. Its output is kept, capped at 16 KiB each; on a time-out the whole tree is killed.</summary>
/// <remarks>Of a verify probe, exit code 0 means present, 1 means absent, and any other that it cannot tell.</remarks>
internal sealed class ExecStep(IOptions<StepOptions> options)
{
    private const int Kept = 16 * 1024;

    internal async Task<StepResult> Perform(StepAction.Exec action, StepRun run, CancellationToken cancel)
    {
        if (!options.Value.Allow.TryGetValue(action.Program, out var allowed))
        {
            return StepResult.NotSent($"The program '{action.Program}' is not on the allow-list (Steps:Allow).");
        }

        using var process = new Process { StartInfo = Start(allowed, action, run) };
        var output = new Capped(Kept);
        var errors = new Capped(Kept);
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => errors.Add(line.Data);
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or FileNotFoundException or DirectoryNotFoundException)
        {
            return StepResult.NotSent($"The program '{action.Program}' could not be started.");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var said = $"{action.Program} {string.Join(' ', action.Arguments)}: exit code {process.ExitCode}. {output} {errors}".TrimEnd();
        return process.ExitCode switch
        {
            0 => StepResult.Good(said),
            1 => StepResult.Refused(said),
            _ => StepResult.Lost(said),
        };
    }

    private static ProcessStartInfo Start(AllowedProgram allowed, StepAction.Exec action, StepRun run)
    {
        var start = new ProcessStartInfo(allowed.Path)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
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

    /// <summary>The first part of what a program says; the rest is counted, not kept.</summary>
    private sealed class Capped(int most)
    {
        private readonly StringBuilder text = new();
        private int dropped;

        internal void Add(string? line)
        {
            lock (text)
            {
                if (line is null || text.Length + line.Length > most)
                {
                    dropped += line?.Length ?? 0;
                    return;
                }

                text.Append(line).Append(' ');
            }
        }

        public override string ToString()
        {
            lock (text)
            {
                return dropped == 0 ? text.ToString().TrimEnd() : $"{text}(and {dropped} more characters)";
            }
        }
    }
}
