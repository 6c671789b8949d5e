using IncidentBot.Store;
using Microsoft.Extensions.Options;

namespace IncidentBot.Cli;

/// <summary>The one way to the configuration, for every verb: the settings file, and the environment on top.</summary>
internal static class Settings
{
    /// <summary>What the names of settings begin with in the environment: INCIDENTBOT_Store__Folder.</summary>
    internal const string EnvironmentPrefix = "INCIDENTBOT_";

    /// <summary>The file that comes with the program.</summary>
    internal static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "appsettings.json");

    /// <summary>The settings file that counts: the one given, else appsettings.json of the caller's folder, else the shipped one.</summary>
    internal static string File(string? config, string folder)
    {
        var own = Path.Combine(folder, "appsettings.json");
        return config is null ? System.IO.File.Exists(own) ? own : Shipped
            : string.IsNullOrWhiteSpace(config) ? throw new ConfigurationException("--config wants the name of a settings file, and its name is empty.")
            : Path.GetFullPath(config, folder);
    }

    /// <summary>What the verbs that start nothing read. Throws <see cref="ConfigurationException"/> when the file is missing or not JSON.</summary>
    internal static IConfigurationRoot Read(string? config, string folder) =>
        new ConfigurationBuilder().Add(new SettingsSource(File(config, folder), watched: false)).AddEnvironmentVariables(EnvironmentPrefix).Build();

    /// <summary>The data folder of the configuration; a relative one means the caller's folder.</summary>
    internal static DataFolder DataFolder(string? config) => new(Store(config).Folder);

    /// <summary>Where the log of the configuration is.</summary>
    internal static StoreOptions Store(string? config)
    {
        var store = new StoreOptions();
        Read(config, Directory.GetCurrentDirectory()).GetSection("Store").Bind(store, binder => binder.ErrorOnUnknownConfiguration = true);
        var verdict = new StoreOptionsValidator().Validate(null, store);
        return verdict.Failed ? throw new OptionsValidationException("Store", typeof(StoreOptions), verdict.Failures) : store;
    }
}
