namespace IncidentBot.Demo.Edge;

/// <summary>Runs router, writer and monitor until they are stopped.</summary>
internal static class EdgeProcess
{
    public static async Task Run(EdgeOptions options, CancellationToken cancel)
    {
        var clock = TimeProvider.System;
        using var http = Http.Client(TimeSpan.FromSeconds(2));
        using var router = new Router(options, http, clock);
        // The writer waits longer for its own router than the router for a region, and so learns what became of a write.
        using var patient = Http.Client(TimeSpan.FromSeconds(5));
        using var monitor = new Monitor(options, http, clock, router.Quiet);
        var traffic = new Traffic(clock);
        var probes = new Probes(options, router, patient, clock);

        var builder = SimHost.Builder(options.Port, options.Directory, options.Parent);
        builder.Services.AddHostedService(_ => monitor);
        builder.Services.AddHostedService(services =>
            new Writer(options, patient, traffic, clock, services.GetRequiredService<IHostApplicationLifetime>()));
        await SimHost.Run(builder, app =>
        {
            app.MapRouter(router, options);
            app.MapReadings(options, monitor, traffic, probes, clock);
            app.MapGet("/healthz", () => Results.Json(new { Healthy = true }));
        }, cancel);
    }
}
