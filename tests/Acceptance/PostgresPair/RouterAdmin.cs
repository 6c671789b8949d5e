using IncidentBot.Demo.Edge;
using IncidentBot.Demo.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>What the example's scripts ask over HTTP: the router's admin, and the shop's own figures.</summary>
internal sealed class RouterAdmin : IAsyncDisposable
{
    private readonly WebApplication app;

    private RouterAdmin(WebApplication app) => this.app = app;

    internal string Address => app.Urls.Single();

    internal static async Task<RouterAdmin> Start(TcpRouter router, Shop shop, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/route", () => Results.Json(router.State()));
        app.MapGet("/epoch", () => Results.Json(new { router.Highest }));
        app.MapPost("/fence", async (Change change) => router.Knows(change.Region) ? Answer(router, await router.Fence(change.Region!, change.Epoch)) : Results.NotFound());
        app.MapPost("/unfence", (Change change) => router.Knows(change.Region) ? Answer(router, router.Unfence(change.Region!, change.Epoch)) : Results.NotFound());
        app.MapPost("/route", (Change change) => router.Knows(change.Region) ? Answer(router, router.Route(change.Region!, change.Epoch)) : Results.NotFound());
        app.MapGet("/writes", () => Results.Json(ReadingEndpoints.WriteRate(shop.Traffic.Complete())));
        app.MapGet("/errors", () => shop.Traffic.FailedShare() is { } share
            ? Results.Json(new { Value = share, SampledAt = DateTimeOffset.UtcNow })
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        await app.StartAsync(cancel);
        return new RouterAdmin(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static IResult Answer(TcpRouter router, EpochVerdict verdict) =>
        verdict.Allowed ? Results.Json(router.State()) : Results.Json(new { verdict.Reason }, statusCode: StatusCodes.Status409Conflict);

    private sealed record Change(string? Region, long Epoch);
}
