using System.Text.Json;
using IncidentBot.Alarms;
using IncidentBot.Chat;
using IncidentBot.Chat.Local;
using IncidentBot.Cli;
using IncidentBot.Failover;
using IncidentBot.Incidents;
using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Readings;
using IncidentBot.Store;
using IncidentBot.Updates;
using IncidentBot.Wakeups;
using IncidentBot.Web;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace IncidentBot;

/// <summary>Puts the bot together: every module once. A wrong configuration stops the start with all faults listed.</summary>
internal static class BotHost
{
    /// <summary>What the names of settings begin with in the environment: INCIDENTBOT_Store__Folder.</summary>
    internal const string EnvironmentPrefix = "INCIDENTBOT_";

    private static readonly string[] Sections =
        ["Store", "Web", "Alarms", "Plans", "People", "Chat", "Steps", "Updates", "Logging"];

    /// <summary>Builds the host on a settings file; null means appsettings.json of the caller's folder, or the shipped one.</summary>
    /// <param name="before">What a rehearsal registers first, in code; <c>serve</c> registers nothing.</param>
    internal static WebApplication Build(string? config, Action<WebApplicationBuilder> before)
    {
        var file = SettingsFile(config);
        Refuse(file);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetDirectoryName(file) });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: true).AddEnvironmentVariables(EnvironmentPrefix);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Host.UseDefaultServiceProvider(o => o.ValidateOnBuild = o.ValidateScopes = true);

        before(builder);
        builder.AddWeb().AddIncidents().AddPeople().AddPlans().AddAlarms().AddFailover().AddReadings().AddUpdates().AddWakeups().AddChat();
        builder.Services.AddStore(builder.Configuration);
        builder.Services.AddHostedService<InboxWorker>();

        var app = builder.Build();
        Validate(app.Services);
        app.MapWeb().MapAlarms().MapLocalChat();
        return app;
    }

    /// <summary>The settings file that counts: the one given, else appsettings.json of the caller's folder, else the shipped one.</summary>
    internal static string SettingsFile(string? config)
    {
        var own = Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json");
        return config is not null ? Path.GetFullPath(config) : File.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, "appsettings.json");
    }

    /// <summary>All faults of all modules together, before a module asks for its own settings or anything starts.</summary>
    private static void Validate(IServiceProvider services)
    {
        var faults = new List<Exception>();
        foreach (var look in (Action[])
        [
            () => services.GetRequiredService<IStartupValidator>().Validate(),
            () => services.GetRequiredService<IPlanCatalog>(),
            () => services.GetRequiredService<UpdateRenderer>(),
        ])
        {
            try
            {
                look();
            }
            catch (Exception e) when (Cli.CommandLine.Faults(e) is not null)
            {
                faults.Add(e);
            }
        }

        if (faults.Count > 0)
        {
            throw new AggregateException("The configuration has faults.", faults);
        }
    }

    private static void Refuse(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ConfigurationException($"The settings file {file} must hold one JSON object, in braces; its sections are {string.Join(", ", Sections)}.");
            }

            var unknown = json.RootElement.EnumerateObject().Select(p => p.Name).Where(n => !Sections.Contains(n, StringComparer.OrdinalIgnoreCase)).ToList();
            if (unknown.Count > 0)
            {
                throw new ConfigurationException($"{file}: nothing reads the section {string.Join(", ", unknown.Select(u => $"\"{u}\""))}; the sections are {string.Join(", ", Sections)}.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The settings file {file} cannot be read: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"The settings file {file} is not JSON: {e.Message}", e);
        }
    }
}
