using System.CommandLine;

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
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return ExitCodes.Ok;
    }
}
