using System.CommandLine;
using IncidentBot.Alarms;

namespace IncidentBot.Cli;

/// <summary><c>alarm inspect FILE</c>: what the bot reads in an alarm delivery, without a server, a store or a signature check.</summary>
internal static class AlarmInspectVerb
{
    // Far above what any sender delivers; a larger file is a mistake, not an alarm.
    private const long Largest = 16 * 1024 * 1024;

    /// <summary>The <c>inspect</c> command; writers default to those of the invocation.</summary>
    internal static Command Create(TextWriter? output = null, TextWriter? error = null)
    {
        var file = new Argument<string>("FILE") { Description = "A JSON file as AWS delivered it" };
        var command = new Command("inspect", "Print each alarm of a delivery as one line of normalised JSON") { file };
        command.SetAction((result, cancel) => Run(result.GetRequiredValue(file), output ?? result.InvocationConfiguration.Output, error ?? result.InvocationConfiguration.Error, cancel));
        return command;
    }

    private static async Task<int> Run(string path, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        byte[] bytes;
        try
        {
            // Not by the length that the file tells: a device tells none, and does not end.
            await using var stream = File.OpenRead(path);
            using var read = new MemoryStream();
            var block = new byte[64 * 1024];
            for (int length; read.Length <= Largest && (length = await stream.ReadAsync(block, cancel)) > 0;)
            {
                await read.WriteAsync(block.AsMemory(0, length), cancel);
            }

            bytes = read.ToArray();
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            await error.WriteLineAsync($"{path}: cannot be read: {Unreadable.Why(path, e)}.");
            return AlarmInspection.UnknownEnvelope;
        }

        if (bytes.Length > Largest)
        {
            await error.WriteLineAsync($"{path}: larger than {Largest / (1024 * 1024)} MiB, so no alarm delivery");
            return AlarmInspection.UnknownEnvelope;
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
