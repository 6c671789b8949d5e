using System.Net;
using System.Net.Sockets;
using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Readings;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings;

public sealed class CollectorTests : IAsyncLifetime
{
    private Outside outside = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => outside = await Outside.Start(Cancel);

    public async ValueTask DisposeAsync() => await outside.DisposeAsync();

    [Fact]
    public async Task All_sources_are_asked_at_once()
    {
        const int count = 12;
        var inFlight = 0;
        var all = new TaskCompletionSource();
        for (var i = 0; i < count; i++)
        {
            outside.On($"readings/{i}", async (http, apply) =>
            {
                // Nobody is answered before everybody has asked.
                if (Interlocked.Increment(ref inFlight) == count) all.SetResult();
                await all.Task.WaitAsync(http.RequestAborted);
                await Good(1)(http, apply);
            });
        }

        var readings = await Collect(Enumerable.Range(0, count).Select(i => ReadingPlan.Http($"r{i}", outside.Url($"readings/{i}"))));
        Assert.All(readings.Readings, r => Assert.Null(r.Problem));
    }

    [Fact]
    public async Task A_source_that_hangs_or_throws_spoils_no_other_and_makes_none_look_younger()
    {
        outside.On("readings/hangs", Outside.Hangs(applied: false));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var readings = await Collect(
        [
            ReadingPlan.Http("hangs", outside.Url("readings/hangs"), timeout: TimeSpan.FromSeconds(2)),
            ReadingPlan.Http("throws", "not a url"),
            ReadingPlan.Tcp("open", ((IPEndPoint)listener.LocalEndpoint).Port),
        ]);

        Assert.Contains("did not answer", Of(readings, "hangs").Problem, StringComparison.Ordinal);
        Assert.Contains("could not be taken", Of(readings, "throws").Problem, StringComparison.Ordinal);
        Assert.Equal(1, Of(readings, "open").Value);
        Assert.True(Of(readings, "open").SampledAt < Of(readings, "hangs").SampledAt);
    }

    [Fact]
    public async Task A_port_is_open_closed_or_unknown()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var nowhere = ReadingPlan.Tcp("nowhere", 1) with { Source = new ReadingSource.Tcp("host.invalid", 1, TimeSpan.FromSeconds(30)) };
        var readings = await Collect([ReadingPlan.Tcp("open", ((IPEndPoint)listener.LocalEndpoint).Port), ReadingPlan.Tcp("closed", FreePort.Closed()), nowhere]);

        Assert.Equal((1m, 0m, null), (Of(readings, "open").Value, Of(readings, "closed").Value, Of(readings, "nowhere").Value));
        Assert.NotNull(Of(readings, "nowhere").Problem);
    }

    [Fact]
    public async Task Buckets_become_the_write_rate()
    {
        var now = DateTimeOffset.UtcNow;
        var impact = now.AddSeconds(-10);
        var buckets = string.Join(',', Enumerable.Range(1, 100).Select(i => $$"""{"at":"{{impact.AddSeconds(-i - 1):O}}","count":{{i}}}""")
            .Append($$"""{"at":"{{impact.AddSeconds(2):O}}","count":500}"""));
        outside.On("readings/writes", Outside.Says(200, body: $$"""{"value":50,"sampledAt":"{{now:O}}","buckets":[{{buckets}}]}"""));

        var rate = (await Collect([ReadingPlan.Http("writes", outside.Url("readings/writes"), ReadingUnit.PerSecond, buckets: "/buckets")], impact)).WriteRate;
        Assert.NotNull(rate);
        Assert.Equal((100, 500m, now), (rate.Buckets, rate.MaxSince, rate.SampledAt));
        Assert.InRange(rate.P95!.Value, 94, 96);
    }

    [Theory]
    [InlineData("""{"value":5,"sampledAt":"@","buckets":[{"at":5,"count":1}]}""")]
    [InlineData("""{"value":5,"sampledAt":"@","buckets":[{"at":"@"}]}""")]
    [InlineData("""{"value":5,"sampledAt":"@","buckets":[null]}""")]
    [InlineData("""{"value":5,"sampledAt":"@","buckets":"many"}""")]
    [InlineData("""{"value":5,"sampledAt":"@"}""")]
    [InlineData("""{"value":-5,"sampledAt":"@","buckets":[{"at":"@","count":1}]}""")]
    [InlineData("""{"value":5,"sampledAt":"2999-01-01T00:00:00Z","buckets":[{"at":"@","count":1}]}""")]
    public async Task Bad_buckets_or_a_bad_reading_give_no_rate(string body)
    {
        outside.On("readings/writes", Outside.Says(200, body: body.Replace("@", DateTimeOffset.UtcNow.ToString("O"), StringComparison.Ordinal)));
        var taken = await Collect([ReadingPlan.Http("writes", outside.Url("readings/writes"), ReadingUnit.PerSecond, buckets: "/buckets")]);
        Assert.Null(taken.WriteRate);
        Assert.NotNull(taken.Readings.Single().Problem);
    }

    [Fact]
    public async Task A_stop_ends_the_collection_and_reports_nothing()
    {
        outside.On("readings/hangs", Outside.Hangs(applied: false));
        using var stop = new CancellationTokenSource();
        var collecting = Collector().Collect(ReadingPlan.Of(ReadingPlan.Http("hangs", outside.Url("readings/hangs"))), null, [], stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collecting);
    }

    private static Outside.Behaviour Good(decimal value) => (http, apply) =>
        Outside.Says(200, body: $$"""{"value":{{value}},"sampledAt":"{{DateTimeOffset.UtcNow:O}}"}""")(http, apply);

    private static IncidentBot.Workflow.Decisions.Reading Of(IncidentCommand.RecordReadings taken, string id) => taken.Readings.Single(r => r.Id == id);

    private static Task<IncidentCommand.RecordReadings> Collect(IEnumerable<PlanReading> readings, DateTimeOffset? impact = null) =>
        Collector().Collect(ReadingPlan.Of([.. readings]), impact, [], Cancel);

    private static ReadingCollector Collector() =>
        new([new HttpReading(HttpReading.Client()), new TcpReading()], [], TimeProvider.System, NullLogger<ReadingCollector>.Instance);
}
