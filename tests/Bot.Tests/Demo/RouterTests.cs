using System.Net;
using System.Net.Http.Json;
using IncidentBot.Demo.Edge;
using IncidentBot.Demo.Regions;
using Xunit;

namespace IncidentBot.Bot.Tests.Demo;

public sealed class RouterTests : IDisposable
{
    private static readonly RowRequest Write = new("a", DateTimeOffset.UnixEpoch);

    private readonly Scratch _scratch = new();
    private readonly StandingClock _clock = new();
    private readonly Regions _regions = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _regions.Dispose();
    }

    [Fact]
    public async Task Writes_go_to_the_active_region_and_follow_the_route()
    {
        using var router = Open();
        Assert.Equal("one", (await router.Write(Write, Cancel)).Region);
        Assert.True(router.Route("two", 1).Changed);
        Assert.Equal("two", (await router.Write(Write, Cancel)).Region);
        Assert.Equal(["http://one/rows", "http://two/rows"], _regions.Asked);
    }

    [Fact]
    public async Task A_fenced_region_is_not_asked_at_all()
    {
        using var router = Open();
        await router.Fence("one", 1, Cancel);
        var answer = await router.Write(Write, Cancel);
        Assert.Equal((423, "edge"), (answer.Status, answer.RefusedBy));
        Assert.Empty(_regions.Asked);
    }

    [Fact]
    public async Task A_fence_is_finished_only_after_the_writes_under_way()
    {
        using var router = Open();
        _regions.Hold = new TaskCompletionSource();
        var write = router.Write(Write, Cancel);
        var fence = router.Fence("one", 1, Cancel);
        var late = router.Write(Write, Cancel);
        Assert.False(fence.IsCompleted);
        _regions.Hold.SetResult();
        Assert.Equal(423, (await late).Status);
        Assert.Equal(200, (await write).Status);
        Assert.True((await fence).Allowed);
    }

    [Fact]
    public async Task One_epoch_fences_one_region_and_routes_to_the_other_but_undoes_neither()
    {
        using var router = Open();
        Assert.True((await router.Fence("one", 5, Cancel)).Changed);
        Assert.True(router.Route("two", 5).Changed);
        Assert.False(router.Unfence("one", 5).Allowed);
        Assert.False(router.Route("one", 5).Allowed);
        Assert.True(router.Unfence("one", 6).Changed);
        Assert.False(router.Route("one", 5).Allowed);
        Assert.False((await router.Fence("one", 5, Cancel)).Allowed);
        Assert.Equal("two", router.State().Active);
        Assert.False(router.State().Fences["one"].Fenced);
    }

    [Fact]
    public async Task Gates_and_route_outlive_the_process()
    {
        using (var router = Open())
        {
            await router.Fence("one", 1, Cancel);
            router.Route("two", 1);
        }

        using var again = Open();
        Assert.Equal("two", again.State().Active);
        Assert.Equal(new GateState(true, 1), again.State().Fences["one"]);
        Assert.Equal(new GateState(false, 0), again.State().Fences["two"]);
    }

    [Fact]
    public async Task A_region_that_cannot_be_reached_is_told_apart_from_one_that_refuses()
    {
        using var router = Open();
        _regions.Status = HttpStatusCode.Conflict;
        Assert.Equal((409, "region"), ((await router.Write(Write, Cancel)).Status, (await router.Write(Write, Cancel)).RefusedBy));
        _regions.Dead = true;
        Assert.Equal((502, null), ((await router.Write(Write, Cancel)).Status, (await router.Write(Write, Cancel)).RefusedBy));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Router Open() => new(new EdgeOptions
    {
        Port = 1,
        Directory = _scratch.Path,
        Primary = new("one", new Uri("http://one")),
        Target = new("two", new Uri("http://two")),
    }, _regions.Client, _clock);

    private sealed class Regions : HttpMessageHandler
    {
        public HttpClient Client => new(this, disposeHandler: false);

        public List<string> Asked { get; } = [];

        public TaskCompletionSource? Hold { get; set; }

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public bool Dead { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.ToString());
            await (Hold?.Task ?? Task.CompletedTask);
            return Dead ? throw new HttpRequestException("refused") : new(Status) { Content = JsonContent.Create(new { Sequence = 1 }) };
        }
    }
}
