using System.CommandLine;
using IncidentBot.Chat;
using IncidentBot.Chat.Slack;
using IncidentBot.Chat.Teams;

namespace IncidentBot.Cli;

/// <summary><c>--check</c>: validates every setting, plan and template without starting anything. Exit codes: 0 no fault, 78 at least one.</summary>
internal static class CheckVerb
{
    internal static async Task<int> Run(string? config, InvocationConfiguration console, CancellationToken cancel)
    {
        var faults = new List<string>();
        try
        {
            await using var app = BotHost.Build(config, _ => { });
            if (app.Services.GetService<SlackBot>() is { } slack)
            {
                await Slack(slack, app.Services.GetRequiredService<SlackOptions>(), console, cancel);
            }

            if (app.Services.GetService<TeamsCheck>() is { } teams)
            {
                await Teams(teams, console, cancel);
            }
        }
        catch (Exception e) when (CommandLine.Faults(e) is { } found)
        {
            faults.AddRange(found);
        }

        faults.AddRange(PeopleOfPlans.Faults(config, Directory.GetCurrentDirectory()));
        foreach (var fault in faults.Distinct())
        {
            await console.Error.WriteLineAsync(fault.AsMemory(), cancel);
        }

        if (faults.Count == 0)
        {
            await console.Output.WriteLineAsync("The configuration has no fault.".AsMemory(), cancel);
        }

        return faults.Count == 0 ? ExitCodes.Ok : ExitCodes.Configuration;
    }

    /// <summary>What Slack says of the token is told, and is no fault of the configuration: without a scope the bot does less, and says what.</summary>
    private static async Task Slack(SlackBot slack, SlackOptions options, InvocationConfiguration console, CancellationToken cancel)
    {
        try
        {
            foreach (var fault in await SlackStart.Faults(slack, options, cancel))
            {
                await console.Output.WriteLineAsync($"Slack: {fault}".AsMemory(), cancel);
            }
        }
        catch (ChatUnavailableException e)
        {
            await console.Output.WriteLineAsync($"Slack was not asked about the token: {e.Message}".AsMemory(), cancel);
        }
    }

    /// <summary>The same of Teams: who is not in the team is called in other ways.</summary>
    private static async Task Teams(TeamsCheck teams, InvocationConfiguration console, CancellationToken cancel)
    {
        try
        {
            foreach (var fault in await teams.Faults(cancel))
            {
                await console.Output.WriteLineAsync($"Teams: {fault}".AsMemory(), cancel);
            }
        }
        catch (Exception e) when (e is ChatUnavailableException or ChatRefusedException)
        {
            await console.Output.WriteLineAsync($"Teams was not asked about the team: {e.Message}".AsMemory(), cancel);
        }
    }
}
