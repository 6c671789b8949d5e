using IncidentBot.Store;
using IncidentBot.Web.Access;
using Microsoft.Extensions.Options;

namespace IncidentBot.Telemetry;

/// <summary>Registers what the bot measures of itself, and whether it is ready for work.</summary>
internal static class TelemetryModule
{
    internal static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        builder.Services.AddOptions<TelemetryOptions>()
            .BindConfiguration(TelemetryOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        if (builder.Configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Logs)}"] == "json")
        {
            builder.Logging.AddJsonConsole(o => (o.UseUtcTimestamp, o.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        }

        builder.Services.AddSingleton<QueueWatch>();
        builder.Services.AddHostedService(p => p.GetRequiredService<QueueWatch>());
        builder.Services.AddSingleton<IncidentMeter>();
        builder.Services.AddDuty<FollowerLoop<IncidentMeter>>();
        builder.Services.AddHostedService<Sender>();
        builder.Services.AddSingleton<ReadyCheck>();
        return builder;
    }

    internal static IEndpointRouteBuilder MapTelemetry(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/ready", (ReadyCheck check, HttpContext http) => check.Answer(http.RequestAborted)).WithoutKey();
        return app;
    }
}
