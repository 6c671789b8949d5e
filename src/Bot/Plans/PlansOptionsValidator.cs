using Microsoft.Extensions.Options;

namespace IncidentBot.Plans;

/// <summary>Checks the section <c>Plans</c> together with every plan in the folder, so that start and <c>--check</c> list all faults at once.</summary>
internal sealed class PlansOptionsValidator(IHostEnvironment host) : IValidateOptions<PlansOptions>
{
    public ValidateOptionsResult Validate(string? name, PlansOptions options)
    {
        var faults = new List<string>();
        foreach (var (variable, value) in options.Variables)
        {
            if (!PlanVariables.IsName(variable))
            {
                faults.Add($"Plans:Variables: a name is a letter, then letters, digits, hyphens or underscores, 63 at most; found '{variable}'");
            }

            if (string.IsNullOrWhiteSpace(value) || value.Any(char.IsControl))
            {
                faults.Add($"Plans:Variables:{variable}: a value is one line of text; found '{value}'");
            }
        }

        if (string.IsNullOrWhiteSpace(options.Folder))
        {
            faults.Add($"Plans:Folder: a folder's name is required; found '{options.Folder}'");
        }
        else if (faults.Count == 0)
        {
            faults.AddRange(PlanFolder.Load(host.ContentRootPath, options).Faults);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
