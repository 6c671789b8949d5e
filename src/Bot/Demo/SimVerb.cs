using System.CommandLine;
using System.CommandLine.Parsing;
using IncidentBot.Demo.Edge;
using IncidentBot.Demo.Regions;

namespace IncidentBot.Demo;

/// <summary>The hidden verb that the demo starts itself with, once for each process of the simulated two-region service.</summary>
internal static class SimVerb
{
    internal static Command Create() =>
        new Command("sim", "Runs one process of the simulated two-region service (used by demo).")
        {
            Hidden = true,
            Subcommands = { Region(), Edge() },
        };

    private static Command Region()
    {
        var name = SimOptions.Name();
        var port = SimOptions.Port();
        var data = SimOptions.Data();
        var role = new Option<string>("--role") { Required = true, Description = "primary, replica or detached." };
        role.AcceptOnlyFromAmong("primary", "replica", "detached");
        var upstream = SimOptions.Upstream();
        var lag = SimOptions.Number("--lag-ms", 1500, 0, 600_000, "Replication delay in milliseconds that the walk varies around.");
        var seed = SimOptions.Seed("delay");
        var parent = SimOptions.Parent();
        var command = new Command("region", "Runs one region.") { name, port, data, role, upstream, lag, seed, parent };
        command.Validators.Add(result =>
        {
            if (Given(result, role) == "replica" && Given(result, upstream) is null)
            {
                result.AddError("--role replica needs --upstream URL");
            }
        });
        command.SetAction((parsed, cancel) => RegionProcess.Run(new RegionOptions
        {
            Name = parsed.GetValue(name)!,
            Port = parsed.GetValue(port),
            Directory = parsed.GetValue(data)!,
            Role = Enum.Parse<RegionRole>(parsed.GetValue(role)!, ignoreCase: true),
            Upstream = parsed.GetValue(upstream),
            Lag = TimeSpan.FromMilliseconds(parsed.GetValue(lag)),
            Seed = parsed.GetValue(seed),
            Parent = parsed.GetValue(parent),
        }, cancel));
        return command;
    }

    private static Command Edge()
    {
        var port = SimOptions.Port();
        var data = SimOptions.Data();
        var primary = SimOptions.Named("--primary");
        var target = SimOptions.Named("--target");
        var rate = SimOptions.Number("--rate", 40, 1, 1000, "Customer writes a second that the load varies around.");
        var seed = SimOptions.Seed("rate");
        var parent = SimOptions.Parent();
        var command = new Command("edge", "Runs router, writer and monitor.") { port, data, primary, target, rate, seed, parent };
        command.Validators.Add(result =>
        {
            if (Given(result, primary)?.Split('=')[0] is { } name && name == Given(result, target)?.Split('=')[0])
            {
                result.AddError("--primary and --target must name two regions");
            }
        });
        command.SetAction((parsed, cancel) => EdgeProcess.Run(new EdgeOptions
        {
            Port = parsed.GetValue(port),
            Directory = parsed.GetValue(data)!,
            Primary = parsed.GetValue(primary)!,
            Target = parsed.GetValue(target)!,
            Rate = parsed.GetValue(rate),
            Seed = parsed.GetValue(seed),
            Parent = parsed.GetValue(parent),
        }, cancel));
        return command;
    }

    /// <summary>The text of an option as it was given: a value that does not parse has its own error already.</summary>
    private static string? Given(CommandResult result, Option option) =>
        result.GetResult(option)?.Tokens is [var token, ..] ? token.Value : null;
}
