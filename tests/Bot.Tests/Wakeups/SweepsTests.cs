using IncidentBot.Bot.Tests.Store;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Wakeups;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace IncidentBot.Bot.Tests.Wakeups;

/// <summary>Sweeps are done again and again by the node that works, never beside themselves; late, twice and for nothing is harmless.</summary>
public sealed class SweepsTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LogUnderTest<Sweeps> log = new();
    private readonly Counted sweep = new();
    private readonly Lease lease = new();
    private readonly IHost host;

    public SweepsTests()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Store:Folder", folder.Path)]);
        builder.Services.AddLogging();
        builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILogger<Sweeps>>(log);
        builder.Services.AddStore(builder.Configuration);
        builder.AddIncidents().AddWakeups();
        builder.Services.AddSingleton<IncidentBot.Plans.IPlanCatalog>(new Incidents.Cast.Plans());
        builder.Services.AddSingleton<ISweep>(sweep);
        builder.Services.AddSingleton<IWorkLease>(lease);
        host = builder.Build();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Sweeps All => host.Services.GetRequiredService<Sweeps>();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
        lease.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_node_that_stands_by_sweeps_nothing_and_each_tenure_sweeps_until_it_ends()
    {
        await host.StartAsync(Cancel);
        await Eventually.Holds(() => lease.Asked == 1, "asked for work", Cancel);

        // What must not happen would happen within a few intervals.
        await Task.Delay(sweep.Every * 10, Cancel);
        Assert.Equal(0, sweep.Done);
        for (var tenure = 1; tenure <= 2; tenure++)
        {
            var (before, next) = (sweep.Done, tenure + 1);
            await lease.Give();
            await Eventually.Holds(() => sweep.Done >= before + 3, "swept again and again", Cancel);
            await lease.End();
            await Eventually.Holds(() => lease.Asked == next, "asked again", Cancel);
            var after = sweep.Done;
            await Task.Delay(sweep.Every * 10, Cancel);
            Assert.Equal(after, sweep.Done);
        }

        Assert.Equal(1, sweep.MostAtOnce);
    }

    [Fact]
    public async Task The_end_of_a_tenure_cancels_what_is_under_way_and_waits_for_it()
    {
        sweep.Holds = true;
        await host.StartAsync(Cancel);
        await lease.Give();
        await Eventually.Holds(() => sweep.Begun == 1, "under way", Cancel);
        Assert.Equal(1, lease.Asked);
        await lease.End();
        await Eventually.Holds(() => lease.Asked == 2, "ended", Cancel);
        Assert.Equal((1, 1), (sweep.Begun, sweep.Cancelled));
        Assert.Equal(0, log.Errors);
    }

    [Fact]
    public async Task A_ring_that_comes_twice_late_or_for_nothing_does_nothing()
    {
        sweep.Holds = true;
        await host.StartAsync(Cancel);
        await lease.Give();
        await Eventually.Holds(() => sweep.Begun == 1, "under way", Cancel);
        await All.Ring(sweep.Name, 1, Cancel);
        await All.Ring("no-such-sweep", 1, Cancel);
        Assert.Equal(1, sweep.Begun);
        await lease.End();
        await Eventually.Holds(() => lease.Asked == 2, "ended", Cancel);
        await All.Ring(sweep.Name, 1, Cancel);
        Assert.Equal(1, sweep.Begun);
    }

    [Fact]
    public async Task A_failure_is_logged_once_and_the_sweep_is_tried_again()
    {
        sweep.Fails = true;
        await host.StartAsync(Cancel);
        await lease.Give();
        await Eventually.Holds(() => sweep.Begun >= 4, "tried again", Cancel);
        Assert.Equal(1, log.Errors);
        sweep.Fails = false;
        await Eventually.Holds(() => sweep.Done >= 2, "done again", Cancel);
        sweep.Fails = true;
        await Eventually.Holds(() => log.Errors == 2, "said again", Cancel);
    }

    [Fact]
    public void Heartbeats_refusals_in_rooms_and_handled_deliveries_are_sweeps_of_the_bot()
    {
        using var app = BotHost.Build(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), builder => builder.Configuration.AddInMemoryCollection([new("Store:Folder", folder.Sub("bot"))]));
        Assert.Equal(["handled-deliveries", "heartbeats", "refused-in-rooms"], app.Services.GetServices<ISweep>().Select(s => s.Name).Order(StringComparer.Ordinal));
    }

    private sealed class Counted : ISweep
    {
        private int begun;
        private int done;
        private int now;

        public string Name => "counted";

        public TimeSpan Every => TimeSpan.FromMilliseconds(20);

        internal volatile bool Holds;
        internal volatile bool Fails;

        internal int Begun => Volatile.Read(ref begun);

        internal int Done => Volatile.Read(ref done);

        internal int Cancelled { get; private set; }

        internal int MostAtOnce { get; private set; }

        public async Task Sweep(CancellationToken cancel)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref now));
            Interlocked.Increment(ref begun);
            try
            {
                if (Fails)
                {
                    throw new InvalidOperationException("It fails.");
                }

                // Longer than the interval: the next ring meets it.
                await Task.Delay(Holds ? Timeout.InfiniteTimeSpan : Every * 2, cancel);
                Interlocked.Increment(ref done);
            }
            catch (OperationCanceledException)
            {
                Cancelled++;
                throw;
            }
            finally
            {
                Interlocked.Decrement(ref now);
            }
        }
    }

    /// <summary>Gives and ends tenures by hand.</summary>
    private sealed class Lease : IWorkLease, IDisposable
    {
        private readonly SemaphoreSlim given = new(0);
        private CancellationTokenSource over = new();
        private int asked;
        private long term;

        internal int Asked => Volatile.Read(ref asked);

        public long? Term => term;

        public async Task<Tenure> Take(CancellationToken cancel)
        {
            Interlocked.Increment(ref asked);
            await given.WaitAsync(cancel);
            return new Tenure(term, () => ValueTask.CompletedTask, over.Token);
        }

        public void Lost(long term)
        {
        }

        internal Task Give()
        {
            over = new CancellationTokenSource();
            term++;
            given.Release();
            return Task.CompletedTask;
        }

        internal Task End() => over.CancelAsync();

        public void Dispose()
        {
            given.Dispose();
            over.Dispose();
        }
    }
}
