using Microsoft.Extensions.Options;

namespace IncidentBot.Store;

/// <summary>Section "Store": where the log and the queues are kept.</summary>
internal sealed class StoreOptions
{
    /// <summary>The data folder; it is made if missing. A relative path means the folder that incidentbot is started in.</summary>
    public string Folder { get; set; } = "data";
}

/// <summary>Refuses options that the store cannot be opened with.</summary>
internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Folder))
        {
            return ValidateOptionsResult.Fail($"Store:Folder must name a folder; it is \"{options.Folder}\".");
        }

        return options.Folder.IndexOfAny(Path.GetInvalidPathChars()) >= 0 || File.Exists(options.Folder)
            ? ValidateOptionsResult.Fail($"Store:Folder must be a folder or the name of a new one; \"{options.Folder}\" is a file or no path.")
            : ValidateOptionsResult.Success;
    }
}
