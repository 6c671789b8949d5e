using System.CommandLine;
using IncidentBot.Store;
using IncidentBot.Web;

namespace IncidentBot.Cli;

/// <summary><c>serve</c>: runs the bot until it is told to stop (SIGTERM or Ctrl+C). Logs go to the error stream.</summary>
internal static class ServeVerb
{
    internal static Command Create(Option<string?> config, Option<bool> check)
    {
        var command = new Command("serve", "Run the bot (the default).");
        command.SetAction((parsed, cancel) => parsed.GetValue(check)
            ? CheckVerb.Run(parsed.GetValue(config), parsed.InvocationConfiguration, cancel)
            : Run(parsed.GetValue(config), cancel));
        return command;
    }

    internal static async Task<int> Run(string? config, CancellationToken cancel)
    {
        await using var app = BotHost.Build(config, _ => { });
        // Opened first: what is wrong with the store is then told in a line, and not by the host with a stack trace.
        app.Services.GetRequiredService<OpenedStore>();
        await Listening.Start(app, "set Web:Urls to another port", cancel);
        GiveBackStartUpMemory();
        await app.WaitForShutdownAsync(cancel);
        return ExitCodes.Ok;
    }

    // What reading settings, plans and templates leaves behind would stay resident: where the processor's cache is large, the
    // first collection comes only after tens of megabytes, and a bot that waits for an incident hardly allocates.
    private static void GiveBackStartUpMemory() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
