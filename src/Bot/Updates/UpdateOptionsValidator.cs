using Microsoft.Extensions.Options;

namespace IncidentBot.Updates;

/// <summary>Refuses to start without a folder of sound templates; every fault of every file is reported, with its line.</summary>
internal sealed class UpdateOptionsValidator(TemplateFolder folder) : IValidateOptions<UpdateOptions>
{
    public ValidateOptionsResult Validate(string? name, UpdateOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Templates))
        {
            return ValidateOptionsResult.Fail($"Updates:Templates must name a folder; it is \"{options.Templates}\".");
        }

        if (folder.Find(options) is not { } found)
        {
            return ValidateOptionsResult.Fail($"Updates:Templates must be an existing folder; \"{options.Templates}\" is neither under {folder.ContentRoot} nor beside the program.");
        }

        var faults = TemplateSet.Load(found).Faults;
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults.Select(f => $"Updates:Templates: {f}"));
    }
}
