using System.CommandLine;
using IncidentBot.Alarms;

namespace IncidentBot.Cli;

/// <summary><c>alarm inspect FILE</c>: what the bot reads in an alarm delivery, without a server, a store or a signature check.</summary>
internal static class AlarmInspectVerb
{
    private const int UsageError = 64;

    // Far above what any sender delivers; a larger file is a mistake, not an alarm.
    private const long Largest = 16 * 1024 * 1024;

    /// <summary>The <c>inspect</c> command; writers default to the process's own.</summary>
    internal static Command Create(TextWriter? output = null, TextWriter? error = null)
    {
        var file = new Argument<string>("FILE") { Description = "A JSON file as AWS delivered it" };
        var command = new Command("inspect", "Print each alarm of a delivery as one line of normalised JSON") { file };
        command.SetAction((result, cancel) => Run(result.GetRequiredValue(file), output ?? Console.Out, error ?? Console.Error, cancel));
        return command;
    }

    private static async Task<int> Run(string path, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length > Largest)
            {
                await error.WriteLineAsync($"{path}: larger than {Largest / (1024 * 1024)} MiB, so no alarm delivery");
                return AlarmInspection.UnknownEnvelope;
            }

            bytes = await File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await error.WriteLineAsync($"{path}: cannot be read: {e.Message}");
            return UsageError;
        }

        var found = AlarmInspection.Of(bytes);
        foreach (var alarm in found.Alarms)
        {
            await output.WriteLineAsync(NoticeJson.Line(alarm));
        }

        foreach (var reason in found.Reasons)
        {
            await error.WriteLineAsync($"{path}: {reason}");
        }

        return found.ExitCode;
    }
}
