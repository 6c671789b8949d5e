using System.CommandLine;
using IncidentBot.Plans;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Cli;

/// <summary>Where the verbs on plans take variables from: <c>--variable</c> over the settings that <c>serve</c> reads.</summary>
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

    /// <summary>All variables by name. Throws <see cref="ConfigurationException"/> when the settings file is missing or not JSON.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? config, string folder, IEnumerable<string> given)
    {
        var settings = Settings.Read(config, folder);
        var variables = settings.GetSection($"{PlansOptions.Section}:{nameof(PlansOptions.Variables)}").GetChildren()
            .Where(c => c.Value is not null)
            .ToDictionary(c => c.Key, c => c.Value!, StringComparer.OrdinalIgnoreCase);
        foreach (var pair in given.Select(g => g.Split('=', 2)))
        {
            variables[pair[0]] = pair[1];
        }

        return variables;
    }

    /// <summary>Reads a plan as it was named; a name that is empty is no file, and not the folder.</summary>
    public static PlanOutcome Load(string file, string folder, IReadOnlyDictionary<string, string> variables) =>
        PlanFile.Load(file.Trim().Length == 0 ? file : Path.GetFullPath(file, folder), file, variables);
}
