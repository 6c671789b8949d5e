using Microsoft.Extensions.Options;

namespace IncidentBot.Failover;

/// <summary>Section "Drills": what drills may start. Nothing of the section "Steps" holds for them.</summary>
internal sealed class DrillOptions
{
    /// <summary>Programs that `exec` of a plan's `drill:` may name, by that name. Empty: no drill starts a program.</summary>
    public Dictionary<string, AllowedProgram> Allow { get; set; } = [];

    /// <summary>The whole environment of those programs, beside PATH and the bot's INCIDENTBOT_ values: the credentials of the rehearsal, never those of the bot.</summary>
    public Dictionary<string, string> Environment { get; set; } = [];
}

/// <summary>Lists every fault of the drills' allow-list.</summary>
internal sealed class DrillOptionsValidator : IValidateOptions<DrillOptions>
{
    public ValidateOptionsResult Validate(string? name, DrillOptions options)
    {
        var faults = options.Allow
            .Where(p => !Path.IsPathFullyQualified(p.Value.Path) || !File.Exists(p.Value.Path))
            .Select(p => $"Drills:Allow:{p.Key}:Path must be the absolute path of an existing program; it is \"{p.Value.Path}\".")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
