using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Demo;

/// <summary>One running service for all tests here: each leaves the primary open and uses epochs of its own.</summary>
public sealed class SimulatedServiceTests(SimulatedServiceTests.Running running) : IClassFixture<SimulatedServiceTests.Running>
{
    private static readonly (string Path, string Body, int Status)[] BadRequests =
    [
        ("/fence", """{"region":"mars","epoch":1}""", 404),
        ("/fence", """{"region":"us-east-1"}""", 400),
        ("/fence", """{"region":""", 400),
        ("/rows", """{"id":"a b","at":"2025-01-01T00:00:00Z"}""", 400),
        ("/rows", """{"id":"a","at":"2025-01-01T00:00:00Z","through":"us-east-1"}""", 400),
        ("/rows", """{"id":"a"}""", 400),
        ("/nowhere", "{}", 404),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broken_target_is_seen_and_refuses_promotion()
    {
        var service = running.Service;
        using var edge = new Edge(service);
        await edge.Until("target-healthy", target => target.Value == 1, Cancel);
        await service.BreakTarget(Cancel);
        await edge.Until("target-healthy", target => target.Value == 0, Cancel);

        var (status, body) = await edge.Post(service.Target, "/promote", new { epoch = 1 }, Cancel);
        Assert.Equal((503, "eu-west-1 is unhealthy and cannot be promoted"), (status, body.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_fence_can_be_undone_only_under_a_larger_epoch()
    {
        var service = running.Service;
        using var edge = new Edge(service);
        await edge.Post(service.Edge, "/fence", new { region = "us-east-1", epoch = 4 }, Cancel);
        await edge.Until("error-rate", failed => failed.Value > 0, Cancel);
        Assert.Equal(409, (await edge.Post(service.Edge, "/unfence", new { region = "us-east-1", epoch = 3 }, Cancel)).Status);
        Assert.Equal(1, (await edge.Reading("fenced?region=us-east-1", Cancel))!.Value);
        Assert.Equal(200, (await edge.Post(service.Edge, "/unfence", new { region = "us-east-1", epoch = 5 }, Cancel)).Status);
        Assert.Equal(1, (await edge.Reading("serving?region=us-east-1", Cancel))!.Value);
        Assert.Equal(0, (await edge.Reading("fenced?region=us-east-1", Cancel))!.Value);
    }

    [Fact]
    public async Task Bad_requests_are_answered_with_a_reason()
    {
        var service = running.Service;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        foreach (var (path, body, status) in BadRequests)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri(service.Edge, path), content, Cancel);
            Assert.Equal((path, body, status), (path, body, (int)answer.StatusCode));
            Assert.Contains("\"reason\":", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    public sealed class Running : IAsyncLifetime
    {
        private readonly TestFolder _folder = new();

        internal SimulatedService Service { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Service = await SimulatedService.Start(new() { Directory = _folder.Path }, Cancel);

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            _folder.Dispose();
        }
    }
}
