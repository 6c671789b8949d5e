using System.CommandLine;
using IncidentBot.Chat.Teams;

namespace IncidentBot.Cli;

/// <summary>The verb <c>teams</c>: <c>package --out FILE</c> makes the zip that is uploaded to Teams, with the app id of the settings in it.</summary>
/// <remarks>Exit codes: 0 written, 64 usage or a file that cannot be written, 78 no app id in the settings.</remarks>
internal static class TeamsVerb
{
    internal static Command Create(Option<string?> config)
    {
        var file = new Option<string>("--out") { HelpName = "FILE", Required = true, Description = "Where to write the zip; replaced if it is there." };
        var package = new Command("package", "Make the app package that is uploaded to Teams.") { file };
        package.SetAction((parsed, cancel) => Package(parsed.GetRequiredValue(file), parsed.GetValue(config), parsed.InvocationConfiguration.Error, cancel));
        return new Command("teams", "Looks after the Teams app.") { package };
    }

    internal static async Task<int> Package(string path, string? config, TextWriter error, CancellationToken cancel)
    {
        var key = $"{TeamsOptions.Section}:{nameof(TeamsOptions.AppId)}";
        var given = Settings.Read(config, Directory.GetCurrentDirectory())[key];
        if (!Guid.TryParseExact(given, "D", out var app) || app == Guid.Empty)
        {
            throw new ConfigurationException([$"{key} must be the app (client) id of the bot, a GUID; it is \"{given}\". It is on the Overview page of the app's registration."]);
        }

        try
        {
            await File.WriteAllBytesAsync(path, TeamsPackage.Zip(app), cancel);
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            await error.WriteLineAsync($"--out {path} cannot be written: {Unreadable.Why(path, e)}.".AsMemory(), cancel);
            return ExitCodes.Usage;
        }

        await error.WriteLineAsync($"{path}: the app {app}. Upload it under Apps, Manage your apps, Upload an app; docs/teams.md says what comes before and after.".AsMemory(), cancel);
        return ExitCodes.Ok;
    }
}
