namespace IncidentBot.Demo.Edge;

/// <summary>The monitor's samples over HTTP. What was never sampled is answered 503 with a reason, never with a number.</summary>
internal static class ReadingEndpoints
{
    private const int RateSeconds = 10;

    public static void MapReadings(this IEndpointRouteBuilder app, EdgeOptions options, Monitor monitor, Traffic traffic, Probes probes, TimeProvider clock)
    {
        var readings = app.MapGroup("/readings");
        readings.MapGet("/replication-lag", (string? from) => from is null || from == options.Primary.Name ? Answer(monitor.Latest.Lag)
            : from == options.Target.Name ? Answer(monitor.Latest.LagBack)
            : Unknown(options));
        readings.MapGet("/primary-healthy", () => Answer(monitor.Latest.PrimaryHealthy));
        readings.MapGet("/target-healthy", () => Answer(monitor.Latest.TargetHealthy));
        readings.MapGet("/primary-dead", () => Answer(monitor.Latest.PrimaryDead));
        readings.MapGet("/write-rate", () => Answer(WriteRate(traffic.Complete())));
        readings.MapGet("/error-rate", () => Answer(Ratio(traffic.FailedShare(), clock)));
        readings.MapGet("/traffic-share", (string? region) => options.Find(region) is { } known
            ? Answer(Ratio(traffic.ShareOf(known.Name), clock))
            : Unknown(options));
        readings.MapGet("/fenced", async (string? region, CancellationToken cancel) => options.Find(region) is { } known
            ? Answer(await probes.Fenced(known, cancel))
            : Unknown(options));
        readings.MapGet("/serving", async (string? region, CancellationToken cancel) => options.Find(region) is { } known
            ? Answer(await probes.Serving(known, cancel))
            : Unknown(options));
    }

    /// <summary>The mean of the newest ten complete seconds, taken at the end of the newest.</summary>
    internal static Reading? WriteRate(IReadOnlyList<Bucket> buckets) => buckets.Count == 0 ? null
        : new Reading(Math.Round(buckets.TakeLast(RateSeconds).Average(bucket => (decimal)bucket.Count), 3), "writes/s", buckets[^1].At.AddSeconds(1))
        {
            Buckets = buckets,
        };

    private static Reading? Ratio(decimal? share, TimeProvider clock) =>
        share is { } value ? new Reading(value, "ratio", clock.GetUtcNow().UtcDateTime) : null;

    private static IResult Answer(Reading? reading) =>
        reading is null ? RouterEndpoints.Refusal(503, "not sampled yet") : Results.Json(reading);

    private static IResult Unknown(EdgeOptions options) =>
        RouterEndpoints.Refusal(400, $"?region= must be {options.Primary.Name} or {options.Target.Name}");
}
