using System.Diagnostics;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Demo;

public sealed class SimulatedServiceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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

    [Fact]
    public async Task A_broken_target_is_seen_and_refuses_promotion()
    {
        using var folder = new TestFolder();
        await using var service = await SimulatedService.Start(new() { Directory = folder.Path }, Cancel);
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
        using var folder = new TestFolder();
        await using var service = await SimulatedService.Start(new() { Directory = folder.Path }, Cancel);
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
        using var folder = new TestFolder();
        await using var service = await SimulatedService.Start(new() { Directory = folder.Path }, Cancel);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        foreach (var (path, body, status) in BadRequests)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri(service.Edge, path), content, Cancel);
            Assert.Equal((path, body, status), (path, body, (int)answer.StatusCode));
            Assert.Contains("\"reason\":", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Disposal_ends_the_processes_that_were_started()
    {
        using var folder = new TestFolder();
        var service = await SimulatedService.Start(new() { Directory = folder.Path }, Cancel);
        var ids = service.ProcessIds;
        Assert.Equal(3, ids.Count);
        Assert.All(ids, id => Assert.NotNull(ParentWatch.Birth(id)));
        await service.DisposeAsync();
        Assert.All(ids, id => Assert.Null(ParentWatch.Birth(id)));
    }

    [Fact]
    public async Task The_processes_end_when_the_one_they_serve_is_killed()
    {
        using var folder = new TestFolder();
        using var parent = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        try
        {
            await using var service = await SimulatedService.Start(new() { Directory = folder.Path, Parent = parent.Id }, Cancel);
            Assert.All(service.ProcessIds, id => Assert.NotNull(ParentWatch.Birth(id)));
            parent.Kill();
            await Edge.Until("all three ended", () => Task.FromResult(
                service.ProcessIds.All(id => ParentWatch.Birth(id) is null) ? "ended" : null), Cancel);
        }
        finally
        {
            parent.Kill();
        }
    }

    [Fact]
    public async Task A_process_that_cannot_start_says_why()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "edge"), "a file where a folder must be", Cancel);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SimulatedService.Start(new() { Directory = folder.Path }, Cancel));
        Assert.StartsWith("edge ended at start. Its last lines: ", failure.Message, StringComparison.Ordinal);
    }
}
