using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Incidents;

/// <summary>Registers the desk and what it reads.</summary>
internal static class IncidentsModule
{
    internal static IHostApplicationBuilder AddIncidents(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Situations>();
        builder.Services.AddSingleton<IncidentDesk>();
        builder.Services.AddSingleton<TriageDesk>();
        builder.Services.AddSingleton<Exports.IncidentExport>();
        return builder;
    }
}
