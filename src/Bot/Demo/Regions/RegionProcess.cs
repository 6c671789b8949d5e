namespace IncidentBot.Demo.Regions;

/// <summary>Runs one region until it is stopped.</summary>
internal static class RegionProcess
{
    public static async Task Run(RegionOptions options, CancellationToken cancel)
    {
        using var region = new Region(options, TimeProvider.System);
        var builder = SimHost.Builder(options.Port, options.Directory, options.Parent);
        builder.Services.AddSingleton(region).AddSingleton(options);
        builder.Services.AddHostedService<Replication>();

        await SimHost.Run(builder, app => app.MapRegion(region), cancel);
    }
}
