using System.CommandLine;
using System.Text;
using IncidentBot.Exports;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Cli;

/// <summary><c>export INC-n --format md|json|csv|html [--out FILE]</c>: reads the data folder of the configuration, with or without a running server.</summary>
/// <remarks>Exit codes: 0 written, 1 no such incident or nothing that can be exported, 64 usage. Without <c>--out</c> the export goes to the output.</remarks>
internal static class ExportVerb
{
    private const int Ok = 0;
    private const int NothingToExport = 1;
    private const int Usage = 64;

    // A reader of a long list finds nothing; the newest are what is asked for.
    private const int MostNamed = 10;

    internal static Command Create()
    {
        var incident = new Argument<string>("INCIDENT") { HelpName = "INC-n", Description = "The incident, such as INC-1." };
        var format = new Option<ExportFormat>("--format") { HelpName = "md|json|csv|html", Required = true, Description = "How to write it; json is the one that `verify` proves." };
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Where to write it; replaced if it is there. Otherwise it is printed." };
        var verb = new Command("export", "Writes an incident's decision, phases, updates, estimates and timeline.") { incident, format, file };
        verb.SetAction((parsed, cancel) => Run(
            parsed.GetRequiredValue(incident), parsed.GetValue(format), parsed.GetValue(file), Directory.GetCurrentDirectory(),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return verb;
    }

    /// <param name="folder">The caller's folder: that of appsettings.json, and what relative paths mean.</param>
    internal static async Task<int> Run(
        string named, ExportFormat format, string? file, string folder, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (IncidentLog.Parse(named.Trim()) is not { } incident)
        {
            await error.WriteLineAsync($"“{Shown.Line(named)}” is not the name of an incident; write it as INC-1.");
            return Usage;
        }

        try
        {
            var data = new DataFolder(Path.GetFullPath(DataFolderOf(folder), folder));
            using var log = await SqliteLogFile.Open(data, cancel);
            // A key that is not there is not made here: its signature would prove nothing of this log.
            using var signer = File.Exists(data.SigningKey) ? HeadSigner.Open(data) : null;
            if (await new IncidentExport(log, signer).Write(incident, format, cancel) is not { } exported)
            {
                await error.WriteLineAsync($"no such incident; known: {await Known(log, cancel)}");
                return NothingToExport;
            }

            await Warn(exported, data, error);
            return file is null ? await Print(exported.Text, output) : await Save(exported, Path.GetFullPath(file, folder), error, cancel);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableLogException)
        {
            await error.WriteLineAsync(e.Message);
            return NothingToExport;
        }
        catch (Exception e) when (PlanSettings.IsUnreadable(e))
        {
            await error.WriteLineAsync($"cannot read the configuration or write the export: {e.Message}");
            return Usage;
        }
    }

    private static string DataFolderOf(string folder) => new ConfigurationBuilder()
        .SetBasePath(folder).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build()
        .GetSection("Store").Get<StoreOptions>()?.Folder ?? new StoreOptions().Folder;

    private static async Task<string> Known(SqliteLogFile log, CancellationToken cancel)
    {
        var all = (await log.Streams(IncidentLog.Prefix, cancel)).OrderBy(s => s.Length).ThenBy(s => s, StringComparer.Ordinal).ToList();
        return all.Count == 0 ? "none"
            : all.Count <= MostNamed ? string.Join(", ", all)
            : $"{all[0]} to {all[^1]}, {all.Count} in all";
    }

    private static async Task Warn(ExportedIncident exported, DataFolder data, TextWriter error)
    {
        if (exported.Fault is not null)
        {
            await error.WriteLineAsync($"WARNING: the stored log does not hold: {exported.Fault}. The export says so, and is not signed.");
        }
        else if (!exported.Signed)
        {
            await error.WriteLineAsync($"The head is not signed, for {data.SigningKey} is not there.");
        }
    }

    private static async Task<int> Print(string text, TextWriter output)
    {
        await output.WriteAsync(text);
        await output.FlushAsync();
        return Ok;
    }

    private static async Task<int> Save(ExportedIncident exported, string path, TextWriter error, CancellationToken cancel)
    {
        await File.WriteAllTextAsync(path, exported.Text, new UTF8Encoding(false), cancel);
        await error.WriteLineAsync($"{path}: head {exported.Head}");
        return Ok;
    }
}
