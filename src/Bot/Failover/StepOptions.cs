using Microsoft.Extensions.Options;

namespace IncidentBot.Failover;

/// <summary>Section "Steps": what plans may start.</summary>
internal sealed class StepOptions
{
    /// <summary>Programs that `exec` steps may name, by that name. Empty: no exec step can run.</summary>
    public Dictionary<string, AllowedProgram> Allow { get; set; } = [];
}

/// <summary>A program that plans may start.</summary>
internal sealed class AllowedProgram
{
    /// <summary>Absolute path of the executable; never looked up on the search path.</summary>
    public string Path { get; set; } = "";

    /// <summary>Arguments that always come first.</summary>
    public List<string> Arguments { get; set; } = [];
}

/// <summary>Lists every fault of the allow-list.</summary>
internal sealed class StepOptionsValidator : IValidateOptions<StepOptions>
{
    public ValidateOptionsResult Validate(string? name, StepOptions options)
    {
        var faults = options.Allow
            .Where(p => !Path.IsPathFullyQualified(p.Value.Path) || !File.Exists(p.Value.Path))
            .Select(p => $"Steps:Allow:{p.Key}:Path must be the absolute path of an existing program; it is \"{p.Value.Path}\".")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
