using IncidentBot.Alarms;
using IncidentBot.Aws;
using IncidentBot.Chat;
using IncidentBot.Chat.Local;
using IncidentBot.Chat.Slack;
using IncidentBot.Chat.Teams;
using IncidentBot.Cli;
using IncidentBot.Failover;
using IncidentBot.Incidents;
using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Readiness;
using IncidentBot.Readings;
using IncidentBot.Store;
using IncidentBot.Telemetry;
using IncidentBot.Updates;
using IncidentBot.Wakeups;
using IncidentBot.Web;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace IncidentBot;

/// <summary>Puts the bot together: every module once. A wrong configuration stops the start with all faults listed.</summary>
internal static class BotHost
{
    /// <summary>Builds the host on a settings file; null means appsettings.json of the caller's folder, or the shipped one.</summary>
    /// <param name="before">What a rehearsal registers first, in code; <c>serve</c> registers nothing.</param>
    internal static WebApplication Build(string? config, Action<WebApplicationBuilder> before)
    {
        var source = new SettingsSource(Settings.File(config, Directory.GetCurrentDirectory()), watched: true);

        // Read once before the platform looks at a file of that name, for its own faults name a type.
        SettingsText.Read(source.File);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetDirectoryName(source.File) });
        builder.Configuration.Sources.Clear();
        ((IConfigurationBuilder)builder.Configuration).Add(source).AddEnvironmentVariables(Settings.EnvironmentPrefix);
        builder.Services.AddHostedService(p => new SettingsWatch(source, p.GetRequiredService<ILogger<SettingsWatch>>()));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);

        // A start that fails is told in a sentence by whoever asked for it, and not by the platform with a stack trace.
        var started = CancellationToken.None;
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= (started.IsCancellationRequested ? LogLevel.Warning : LogLevel.Critical));
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Host.UseDefaultServiceProvider(o => o.ValidateOnBuild = o.ValidateScopes = true);

        before(builder);
        builder.Services.TryAddSingleton<TimeProvider>(p => new SteadyTime(TimeProvider.System, p.GetRequiredService<ILogger<SteadyTime>>()));
        var shape = SettingsShape.Faults(builder.Configuration);
        if (shape.Count > 0)
        {
            // What is left is validated too, so that all faults are told together; then the start is refused.
            var rest = SettingsShape.Without(builder.Configuration, shape);
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(rest);
        }

        builder.AddWeb().AddAws().AddIncidents().AddPeople().AddPlans().AddAlarms().AddAlarmSources().AddFailover().AddReadings().AddUpdates().AddWakeups().AddReadiness().AddTelemetry().AddChat();
        builder.Services.AddStore(builder.Configuration);
        builder.Services.AddDuty<InboxWorker>();

        var app = builder.Build();
        started = app.Lifetime.ApplicationStarted;
        Validate(app.Services, shape);
        app.UseWeb().UseLimits().MapWeb().MapAccess().MapTelemetry().MapAlarms().MapLocalChat().MapSlack().MapTeams();
        return app;
    }

    /// <summary>All faults of all modules together, before a module asks for its own settings or anything starts.</summary>
    private static void Validate(IServiceProvider services, IReadOnlyList<ShapeFault> shape)
    {
        var faults = new List<Exception>();
        if (shape.Count > 0)
        {
            faults.Add(new ConfigurationException([.. shape.Select(f => f.Text)]));
        }

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
}
