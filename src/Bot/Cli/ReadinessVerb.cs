using System.CommandLine;
using IncidentBot.Incidents;
using IncidentBot.People;
using IncidentBot.Readiness;
using IncidentBot.Store;
using IncidentBot.Workflow.Readiness;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Cli;

/// <summary><c>readiness [SERVICE] [--at-least N]</c>: takes every reading once and prints the score with its parts, beside a running server or without one.</summary>
/// <remarks>Exit codes: 0 printed, 1 no such plan, or a score below N, 64 usage, 69 a log that cannot be read, 78 configuration.</remarks>
internal static class ReadinessVerb
{
    internal static Command Create(Option<string?> config)
    {
        var service = new Argument<string?>("SERVICE") { Arity = ArgumentArity.ZeroOrOne, Description = "The service; every plan if it is not given." };
        var least = new Option<int>("--at-least") { HelpName = "N", Description = "End with exit code 1 if a score is below N, 0 to 100." };
        least.Validators.Add(result =>
        {
            if (!int.TryParse(result.Tokens.Count == 0 ? "" : result.Tokens[0].Value, out var n) || n is < 0 or > 100)
            {
                result.AddError("--at-least wants a whole number from 0 to 100.");
            }
        });
        var verb = new Command("readiness", "Prints how ready services are to be failed over, 0 to 100, and what would raise it.") { service, least };
        verb.SetAction((parsed, cancel) => Run(
            parsed.GetValue(service)?.Trim() ?? "", parsed.GetValue(least), parsed.GetValue(config), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return verb;
    }

    internal static async Task<int> Run(string service, int least, string? config, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        await using var app = BotHost.Build(config, _ => { });
        var check = app.Services.GetRequiredService<ReadinessCheck>();
        if (check.Meant(service) is not { Count: > 0 } plans)
        {
            await error.WriteLineAsync(NoPlan(service, check).AsMemory(), cancel);
            return ExitCodes.No;
        }

        await app.Services.GetRequiredService<DirectorySync>().Refresh(cancel);
        await using var log = await Log(config, error, cancel);
        var reports = await Task.WhenAll(plans.Select(p => check.Report(p, log is null ? null : new Situations(log.Events), cancel)));
        await output.WriteAsync(string.Join("\n", reports.Select(ReadinessText.Whole)).AsMemory(), cancel);
        return reports.All(r => r.Score >= least) ? ExitCodes.Ok : ExitCodes.No;
    }

    internal static string NoPlan(string service, ReadinessCheck check) =>
        $"There is no plan for “{Shown.Line(service)}”; known: {(check.Meant("") is { Count: > 0 } all ? string.Join(", ", all.Select(p => p.Service)) : "none")}.";

    /// <summary>The log of the configuration's store, to read only; null, with a warning, where there is none yet.</summary>
    internal static async Task<StoredLog?> Log(string? config, TextWriter error, CancellationToken cancel)
    {
        var store = Settings.Store(config);
        var data = new DataFolder(store.Folder);
        if (store.IsPostgres || File.Exists(data.Database))
        {
            return await StoredLog.Open(store, cancel);
        }

        await error.WriteLineAsync($"There is no log in {data.Path}: drills and runs are unknown here. Start this where incidentbot runs, or set Store:Folder to its data folder.".AsMemory(), cancel);
        return null;
    }
}
