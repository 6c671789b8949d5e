using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using IncidentBot.Failover;
using IncidentBot.Web;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.Readings;

/// <summary>A JSON document that an allow-listed program prints: at most 1 MiB, exit code 0, no shell. When it is late or says too much its whole tree is killed.</summary>
internal sealed class CommandReading(IOptions<StepOptions> options) : IReadingSource
{
    private const int Most = 1024 * 1024;

    public bool Reads(ReadingSource source) => source is ReadingSource.Command;

    public async Task<Sample> Take(ReadingSource source, CancellationToken cancel)
    {
        var command = (ReadingSource.Command)source;
        if (!options.Value.Allow.TryGetValue(command.Program, out var allowed))
        {
            return Sample.Unknown($"the program '{command.Program}' is not on the allow-list (Steps:Allow)");
        }

        using var process = new Process { StartInfo = Start(allowed, command) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return Sample.Unknown($"the program '{command.Program}' could not be started");
        }

        try
        {
            process.StandardInput.Close();
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancel);
            if (await CappedBody.Read(process.StandardOutput.BaseStream, Most, cancel) is not { } said)
            {
                return Sample.Unknown("the program printed more than 1 MiB");
            }

            await process.WaitForExitAsync(cancel);
            return process.ExitCode == 0 ? Read(said, command) : Sample.Unknown($"the program ended with exit code {process.ExitCode}");
        }
        catch (IOException)
        {
            return Sample.Unknown("the program's output broke off");
        }
        finally
        {
            Kill(process);
        }
    }

    private static Sample Read(ReadOnlyMemory<byte> said, ReadingSource.Command command)
    {
        try
        {
            using var document = JsonDocument.Parse(said);
            return JsonSample.Read(document.RootElement, command.Value, command.SampledAt, command.Buckets);
        }
        catch (JsonException)
        {
            return Sample.Unknown("the program's output is not JSON");
        }
    }

    private static ProcessStartInfo Start(AllowedProgram allowed, ReadingSource.Command command)
    {
        var start = new ProcessStartInfo(allowed.Path)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in allowed.Arguments.Concat(command.Arguments))
        {
            start.ArgumentList.Add(argument);
        }

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
