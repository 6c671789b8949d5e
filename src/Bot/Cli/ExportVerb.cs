using System.CommandLine;
using System.Text;
using IncidentBot.Exports;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Cli;

/// <summary><c>export INC-n --format md|json|csv|html [--out FILE]</c>: reads the store of the configuration, with or without a running server.</summary>
/// <remarks>
/// Exit codes: 0 written, 1 no such incident or none that can be told, 64 usage or a file that cannot be written, 69 no store.
/// Without <c>--out</c> the export goes to the output.
/// </remarks>
internal static class ExportVerb
{
    // A reader of a long list finds nothing; the newest are what is asked for.
    private const int MostNamed = 10;

    /// <param name="config">The settings file, an option of every verb.</param>
    internal static Command Create(Option<string?> config)
    {
        var incident = new Argument<string>("INCIDENT") { HelpName = "INC-n", Description = "The incident, such as INC-1." };
        var format = new Option<ExportFormat>("--format") { HelpName = "md|json|csv|html", Required = true, Description = "How to write it; json is the one that `verify` proves." };
        UsageFaults.OneOf(format, [.. Words.All<ExportFormat>()]);
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Where to write it; replaced if it is there. Otherwise it is printed." };
        var verb = new Command("export", "Writes an incident's decision, phases, updates, estimates and timeline.") { incident, format, file };
        verb.SetAction((parsed, cancel) => Run(
            parsed.GetRequiredValue(incident), parsed.GetValue(format), parsed.GetValue(file), Settings.Store(parsed.GetValue(config)),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return verb;
    }

    internal static async Task<int> Run(
        string named, ExportFormat format, string? file, StoreOptions store, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (IncidentLog.Parse(named.Trim()) is not { } incident)
        {
            await error.WriteLineAsync($"“{Shown.Line(named)}” is not the name of an incident; write it as INC-1.");
            return ExitCodes.Usage;
        }

        try
        {
            await using var log = await StoredLog.Open(store, cancel);
            if (await new IncidentExport(log.Events, log.Signer).Write(incident, format, cancel) is not { } exported)
            {
                await error.WriteLineAsync($"no such incident; known: {await Known(log.Events, cancel)}");
                return ExitCodes.No;
            }

            await Warn(exported, log, error, cancel);
            return file is null ? await Print(exported.Text, output, cancel) : await Save(exported, file, error, cancel);
        }
        catch (UnreadableLogException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCodes.No;
        }
    }

    private static async Task<string> Known(IEventStore log, CancellationToken cancel)
    {
        var all = (await log.Streams(IncidentLog.Prefix, cancel)).OrderBy(s => s.Length).ThenBy(s => s, StringComparer.Ordinal).ToList();
        return all.Count == 0 ? "none"
            : all.Count <= MostNamed ? string.Join(", ", all)
            : $"{all[0]} to {all[^1]}, {all.Count} in all";
    }

    private static async Task Warn(ExportedIncident exported, StoredLog log, TextWriter error, CancellationToken cancel)
    {
        if (exported.Fault is not null)
        {
            await error.WriteLineAsync($"WARNING: the stored log does not hold: {exported.Fault}. The export says so, and is not signed.".AsMemory(), cancel);
        }
        else if (!exported.Signed)
        {
            await error.WriteLineAsync($"The head is not signed, for {log.KeyFile} is not there.".AsMemory(), cancel);
        }
    }

    private static async Task<int> Print(string text, TextWriter output, CancellationToken cancel)
    {
        await output.WriteAsync(text.AsMemory(), cancel);
        await output.FlushAsync(cancel);
        return ExitCodes.Ok;
    }

    private static async Task<int> Save(ExportedIncident exported, string path, TextWriter error, CancellationToken cancel)
    {
        try
        {
            await File.WriteAllTextAsync(path, exported.Text, new UTF8Encoding(false), cancel);
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            await error.WriteLineAsync($"--out {path} cannot be written: {Unreadable.Why(path, e)}.");
            return ExitCodes.Usage;
        }

        await error.WriteLineAsync($"{path}: head {exported.Head}");
        return ExitCodes.Ok;
    }
}
