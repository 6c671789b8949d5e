using System.Net;
using IncidentBot.Plans;
using IncidentBot.Store;
using IncidentBot.Telemetry;
using IncidentBot.Workflow.Plans;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IncidentBot.Bot.Tests.Telemetry;

/// <summary>What a load balancer and a person at 3 a.m. are told by /health/ready.</summary>
public sealed class ReadyCheckTests : IAsyncLifetime
{
    private readonly Store.TemporaryFolder folder = new();
    private IncidentBot.Store.Sqlite.SqliteStore store = null!;
    private WebApplication app = null!;
    private BoundedInbox inbox = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = IncidentBot.Store.Sqlite.SqliteStore.Open(folder.Sub("data"), TimeProvider.System);
        inbox = new BoundedInbox(store.Inbox, store.Outbox, new WriteWatch(TimeProvider.System), 2, TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IEventStore>(store.Events).AddSingleton<IOutbox>(store.Outbox).AddSingleton<IInbox>(inbox);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IPlanCatalog>(new NoPlans());
        builder.Services.AddSingleton(p => new QueueWatch(store.Outbox, inbox, TimeProvider.System, NullLogger<QueueWatch>.Instance));
        builder.Services.AddHostedService(p => p.GetRequiredService<QueueWatch>());
        builder.Services.AddSingleton<WriteWatch>().AddSingleton<ReadyCheck>();
        app = builder.Build();
        app.MapTelemetry();
        await app.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_bot_whose_store_answers_is_ready_and_says_what_waits()
    {
        var (status, text) = await Ask();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("ready\nstore: answers\nplans: 0 read\noutbox: ", text, StringComparison.Ordinal);
        await Until(async () => (await Ask()).Text.Contains("outbox: nothing waits", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bot_whose_inbox_is_full_is_not_ready_and_says_that_nothing_is_taken()
    {
        await inbox.Add(new InboxItem("alarm", "1", "{}", DateTimeOffset.UtcNow), Cancel);
        await inbox.Add(new InboxItem("alarm", "2", "{}", DateTimeOffset.UtcNow), Cancel);
        using var watch = new QueueWatch(store.Outbox, inbox, TimeProvider.System, NullLogger<QueueWatch>.Instance);
        await watch.StartAsync(Cancel);
        var check = new ReadyCheck(store.Events, new WriteWatch(TimeProvider.System), watch, new NoPlans(), app.Lifetime, TimeProvider.System);
        await Until(() => Task.FromResult(watch.Now is not null));
        var answer = Assert.IsType<ContentHttpResult>(await check.Answer(Cancel));
        Assert.Equal(503, answer.StatusCode);
        Assert.StartsWith("not ready\nstore: answers", answer.ResponseContent, StringComparison.Ordinal);
        Assert.EndsWith("\ninbox: 2 wait, as many as may: no delivery is taken, and senders keep them\n", answer.ResponseContent, StringComparison.Ordinal);
        await watch.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_bot_whose_store_is_gone_is_not_ready_and_tells_strangers_nothing_more()
    {
        await store.DisposeAsync();
        var (status, text) = await Ask();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith("not ready\nstore: cannot be used; the log says why\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bot_whose_store_can_be_read_but_takes_nothing_is_not_ready_until_a_write_succeeds()
    {
        var writes = app.Services.GetRequiredService<WriteWatch>();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writes.Of<int>(_ => throw new StoreUnavailableException("The disk is full."), Cancel));
        var (status, text) = await Ask();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Matches("^not ready\nstore: answers, but took no write \\d+ s ago; the log says why\n", text);

        await writes.Of(_ => Task.FromResult(1), Cancel);
        Assert.Equal(HttpStatusCode.OK, (await Ask()).Status);
    }

    private async Task<(HttpStatusCode Status, string Text)> Ask()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(app.Urls.Single() + "/health/ready"), Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var end = TimeProvider.System.GetTimestamp(); !await holds(); await Task.Delay(20, Cancel))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(end) < TimeSpan.FromSeconds(60), "It did not come about.");
        }
    }

    private sealed class NoPlans : IPlanCatalog
    {
        public IReadOnlyList<FailoverPlan> All => [];

        public FailoverPlan? Find(string service) => null;
    }
}
