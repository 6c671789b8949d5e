using System.CommandLine;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using IncidentBot.Store.Sqlite;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Cli;

/// <summary><c>store copy --from sqlite:FOLDER --to postgres</c>: moves an installation into the database of the configuration. The bot must not be running.</summary>
/// <remarks>Exit codes: 0 copied and verified, 64 usage, 69 a store that cannot be used or is not empty, 78 configuration.</remarks>
internal static class StoreVerb
{
    private const string Sqlite = "sqlite:";

    internal static Command Create(Option<string?> config)
    {
        var from = new Option<string>("--from") { HelpName = "sqlite:FOLDER", Required = true, Description = "The data folder to copy; no bot may have it open." };
        var to = new Option<string>("--to") { HelpName = "postgres", Required = true, Description = "The database of Store:Postgres; it must be empty." };
        from.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var value }] || !value.StartsWith(Sqlite, StringComparison.Ordinal) || value.Length == Sqlite.Length)
            {
                result.AddError("--from wants sqlite:FOLDER, such as sqlite:data.");
            }
        });
        UsageFaults.OneOf(to, ["postgres"]);
        var copy = new Command("copy", "Copies the log, inbox, outbox, checkpoints and intents, and proves every chain of hashes in the copy.") { from, to };
        copy.SetAction((parsed, cancel) => Copy(
            parsed.GetRequiredValue(from)[Sqlite.Length..], parsed.GetValue(config), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return new Command("store", "Looks after where the log is kept.") { copy };
    }

    internal static async Task<int> Copy(string folder, string? config, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var options = Settings.Store(config);
        if (!options.IsPostgres)
        {
            throw new ConfigurationException($"Store:Kind must be \"postgres\", and Store:Postgres:Connection name the database to copy to; it is \"{options.Kind}\".");
        }

        var data = new DataFolder(folder);
        if (!File.Exists(data.Database))
        {
            await error.WriteLineAsync($"There is no log in {Shown.Line(data.Path)}: --from wants the data folder of a bot that has run.".AsMemory(), cancel);
            return ExitCodes.Usage;
        }

        await using var from = SqliteStore.Open(data.Path, TimeProvider.System);
        await using var to = await PostgresStore.Open(options, PostgresTuning.Bare, TimeProvider.System, null, cancel);
        foreach (var (table, rows) in await new SqliteImport(from, to).Run(cancel))
        {
            await output.WriteLineAsync($"{table}: {rows}".AsMemory(), cancel);
        }

        await output.WriteLineAsync("verified: every chain of hashes holds in the copy".AsMemory(), cancel);
        await error.WriteLineAsync($"Give every node {data.SigningKey}: the database lets in only nodes that sign with it.".AsMemory(), cancel);
        return ExitCodes.Ok;
    }
}
