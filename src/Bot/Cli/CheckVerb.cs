using System.CommandLine;

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
}
