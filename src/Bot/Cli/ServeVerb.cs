using System.CommandLine;
using IncidentBot.Store.Sqlite;

namespace IncidentBot.Cli;

/// <summary><c>serve</c>: runs the bot until it is told to stop (SIGTERM or Ctrl+C). Logs go to the error stream.</summary>
internal static class ServeVerb
{
    internal static Command Create(Option<string?> config)
    {
        var command = new Command("serve", "Run the bot (the default).");
        command.SetAction((parsed, cancel) => Run(parsed.GetValue(config), cancel));
        return command;
    }

    internal static async Task<int> Run(string? config, CancellationToken cancel)
    {
        await using var app = BotHost.Build(config, _ => { });
        // Opened first: what is wrong with the store is then told in a line, and not by the host with a stack trace.
        app.Services.GetRequiredService<SqliteStore>();
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return ExitCodes.Ok;
    }
}
