using IncidentBot.Demo.Logs;
using IncidentBot.Demo.Regions;

namespace IncidentBot.Demo.Edge;

/// <summary>The HTTP face of the router.</summary>
internal static class RouterEndpoints
{
    public static void MapRouter(this IEndpointRouteBuilder app, Router router, EdgeOptions options)
    {
        app.MapPost("/rows", async (RowRequest row, CancellationToken cancel) =>
        {
            if ((row.Fault() ?? ThroughFault(row, options)) is { } fault)
            {
                return Refusal(400, fault);
            }

            var answer = await router.Write(row, cancel);
            return Results.Json(answer, statusCode: answer.Status);
        });
        app.MapGet("/rows", async (long after, int? limit, CancellationToken cancel) =>
            after < 0 || limit is < 1 or > 10_000
                ? Refusal(400, "after must be at least 0 and limit from 1 to 10000")
                : await router.Rows(after, limit ?? 1000, cancel) is { } rows
                    ? Results.Bytes(rows, "text/tab-separated-values")
                    : Refusal(502, $"{router.Active.Name} did not answer"));
        app.MapPost("/fence", async (RegionEpochRequest request, CancellationToken cancel) =>
            Fault(request, options) ?? Answer(await router.Fence(request.Region!, request.Epoch, cancel), router));
        app.MapPost("/unfence", (RegionEpochRequest request) =>
            Fault(request, options) ?? Answer(router.Unfence(request.Region!, request.Epoch), router));
        app.MapPost("/route", (RegionEpochRequest request) =>
            Fault(request, options) ?? Answer(router.Route(request.Region!, request.Epoch), router));
        app.MapGet("/route", router.State);
    }

    internal static IResult Refusal(int status, string reason) => Results.Json(new { Reason = reason }, statusCode: status);

    private static string? ThroughFault(RowRequest row, EdgeOptions options) => row switch
    {
        { Through: null } => null,
        { Probe: false } => "only a probe may name the region to go through",
        _ => options.Find(row.Through) is null ? NoSuchRegion(options) : null,
    };

    private static IResult? Fault(RegionEpochRequest request, EdgeOptions options) =>
        options.Find(request.Region) is null ? Refusal(404, NoSuchRegion(options))
        : request.Epoch < 1 ? Refusal(400, "epoch must be at least 1")
        : null;

    private static string NoSuchRegion(EdgeOptions options) =>
        $"region must be {options.Primary.Name} or {options.Target.Name}";

    private static IResult Answer(EpochVerdict verdict, Router router) =>
        verdict.Allowed ? Results.Json(router.State()) : Refusal(409, verdict.Reason!);
}

/// <summary>A change of one region's gate, or of the route to it, under an epoch.</summary>
internal sealed record RegionEpochRequest(string? Region, long Epoch);
