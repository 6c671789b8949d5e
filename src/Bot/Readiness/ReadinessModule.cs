namespace IncidentBot.Readiness;

/// <summary>Registers readiness and premortem.</summary>
internal static class ReadinessModule
{
    internal static IHostApplicationBuilder AddReadiness(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DetectionRules>();
        builder.Services.AddSingleton<ReachOfPeople>();
        builder.Services.AddSingleton<ReadinessCheck>();
        return builder;
    }
}
