using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IncidentBot.Demo.Edge;
using IncidentBot.Demo.Logs;

namespace IncidentBot.Demo;

/// <summary>Options of the simulated processes; a value that does not fit is refused with the option's name, its rule and the value.</summary>
internal static class SimOptions
{
    internal static Option<int> Port() => Number("--port", null, 1, 65_535, "Port on 127.0.0.1.");

    internal static Option<string> Data() => new("--data") { Required = true, Description = "Folder of this process's files." };

    internal static Option<int?> Parent() => new("--parent") { Description = "End when the process of this id does." };

    internal static Option<int> Seed(string walk) =>
        new("--seed") { DefaultValueFactory = _ => 1, Description = $"Decides the walk of the {walk}." };

    internal static Option<Uri?> Upstream() => new("--upstream") { CustomParser = Address, Description = "URL that a replica pulls from." };

    internal static Option<int> Number(string name, int? standard, int least, int most, string description)
    {
        var option = new Option<int>(name)
        {
            Required = standard is null,
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                var given = result.Tokens[0].Value;
                if (int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && number >= least && number <= most)
                {
                    return number;
                }

                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}, not '{given}'"));
                return 0;
            },
        };
        if (standard is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }

        return option;
    }

    internal static Option<string> Name()
    {
        var option = new Option<string>("--name") { Required = true, Description = "Name of the region." };
        option.Validators.Add(result =>
        {
            if (!Row.IsId(result.GetValueOrDefault<string>()))
            {
                result.AddError($"{option.Name} must be 1 to {Row.LongestId} letters, digits, '-', '_' or '.'");
            }
        });
        return option;
    }

    internal static Option<EdgeRegion> Named(string name) => new(name)
    {
        Required = true,
        Description = "NAME=URL of a region.",
        CustomParser = result =>
        {
            if (result.Tokens[0].Value.Split('=', 2) is [var region, var url] && Row.IsId(region) && LoopbackUrl(url) is { } address)
            {
                return new EdgeRegion(region, address);
            }

            result.AddError($"{name} must be NAME=http://127.0.0.1:PORT, not '{result.Tokens[0].Value}'");
            return null;
        },
    };

    private static Uri? Address(ArgumentResult result)
    {
        var address = LoopbackUrl(result.Tokens[0].Value);
        if (address is null)
        {
            result.AddError($"--upstream must be http://127.0.0.1:PORT, not '{result.Tokens[0].Value}'");
        }

        return address;
    }

    private static Uri? LoopbackUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http", Host: "127.0.0.1" } ? url : null;
}
