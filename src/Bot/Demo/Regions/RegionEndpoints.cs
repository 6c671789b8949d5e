using IncidentBot.Demo.Logs;

namespace IncidentBot.Demo.Regions;

/// <summary>The HTTP face of a region.</summary>
internal static class RegionEndpoints
{
    public static void MapRegion(this IEndpointRouteBuilder app, Region region)
    {
        app.MapPost("/rows", (RowRequest row) => row.Fault() is { } fault
            ? Refusal(400, fault)
            : Answer(region.Write(row.Id!, row.At!.Value.ToUniversalTime(), row.Probe)));
        app.MapGet("/rows", (long after, int? limit) => after < 0 || limit is < 1 or > 10_000
            ? Refusal(400, "after must be at least 0 and limit from 1 to 10000")
            : Results.Bytes(region.RowsAfter(after, limit ?? 1000), "text/tab-separated-values"));
        app.MapPost("/fence", (EpochRequest request) => Answer(region.Fence(request.Epoch), region));
        app.MapPost("/unfence", (EpochRequest request) => Answer(region.Unfence(request.Epoch), region));
        app.MapPost("/promote", (EpochRequest request) => Answer(region.Promote(request.Epoch), region));
        app.MapPost("/follow", (FollowRequest request) => request.Upstream is { Scheme: "http", IsLoopback: true } upstream
            ? Answer(region.Follow(request.Epoch, upstream), region)
            : Refusal(400, "upstream must be http://127.0.0.1:PORT"));
        app.MapGet("/state", region.State);
        app.MapGet("/healthz", () => region.State() is { Healthy: true } state
            ? Results.Json(state) : Refusal(503, "unhealthy"));
        app.MapPost("/health", (HealthRequest request) =>
        {
            if (request.Healthy is not { } healthy)
            {
                return Refusal(400, "healthy must be true or false");
            }

            region.SetHealth(healthy);
            return Results.Json(region.State());
        });
    }

    private static IResult Answer(RegionAnswer answer) => answer.Status == 200
        ? Results.Json(new { answer.Sequence })
        : Refusal(answer.Status, answer.Reason!);

    private static IResult Answer(RegionAnswer answer, Region region) => answer.Status == 200
        ? Results.Json(region.State())
        : Refusal(answer.Status, answer.Reason!);

    private static IResult Refusal(int status, string reason) => Results.Json(new { Reason = reason }, statusCode: status);
}

/// <summary>A change under an epoch.</summary>
internal sealed record EpochRequest(long Epoch);

/// <summary>Whom to follow from an epoch on.</summary>
internal sealed record FollowRequest(long Epoch, Uri? Upstream);

/// <summary>Makes a region well or unwell.</summary>
internal sealed record HealthRequest(bool? Healthy);

/// <summary>A row to store; <paramref name="Through"/> names the write gate a probe goes through at the edge (default: the active region's).</summary>
internal sealed record RowRequest(string? Id, DateTimeOffset? At, bool Probe = false, string? Through = null)
{
    public string? Fault() => !Row.IsId(Id)
        ? $"id must be 1 to {Row.LongestId} letters, digits, '-', '_' or '.'"
        : At is null ? "at must be a time with its offset, such as 2025-01-31T10:00:00Z" : null;
}
