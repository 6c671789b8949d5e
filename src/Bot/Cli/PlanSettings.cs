using System.CommandLine;
using IncidentBot.Plans;

namespace IncidentBot.Cli;

/// <summary>Where the verbs on plans take variables from: <c>--variable</c> over the environment over appsettings.json in the caller's folder.</summary>
internal static class PlanSettings
{
    public static Option<string[]> Variables()
    {
        var option = new Option<string[]>("--variable")
        {
            Description = "A value for ${NAME} in the plan, as NAME=VALUE; may be repeated. Others come from Plans:Variables in appsettings.json.",
            HelpName = "NAME=VALUE",
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Select(t => t.Value).Where(t => !PlanVariables.IsName(t.Split('=')[0]) || !t.Contains('=')))
            {
                result.AddError($"--variable wants NAME=VALUE, not '{token}'.");
            }
        });
        return option;
    }

    /// <summary>All variables by name. Throws <see cref="InvalidDataException"/> when appsettings.json is not JSON, and IO exceptions when it cannot be read.</summary>
    public static IReadOnlyDictionary<string, string> Read(string folder, IEnumerable<string> given)
    {
        var settings = new ConfigurationBuilder()
            .SetBasePath(folder)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        var variables = settings.GetSection($"{PlansOptions.Section}:{nameof(PlansOptions.Variables)}").GetChildren()
            .Where(c => c.Value is not null)
            .ToDictionary(c => c.Key, c => c.Value!, StringComparer.OrdinalIgnoreCase);
        foreach (var pair in given.Select(g => g.Split('=', 2)))
        {
            variables[pair[0]] = pair[1];
        }

        return variables;
    }

    /// <summary>Whether an exception means that something could not be read, which a verb answers with exit code 2.</summary>
    public static bool IsUnreadable(Exception e) =>
        e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException;
}
