using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Npgsql;
using Xunit;

namespace IncidentBot.Bot.Tests.Store.Postgres;

/// <summary>Eight stores on one database, each with connections, memory and desk of its own: the unique key decides, whoever writes.</summary>
public sealed class PostgresRaceTests : IAsyncLifetime
{
    private const int Nodes = 8;

    private readonly List<PostgresStore> stores = [];
    private Outside outside = null!;
    private string connection = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        connection = PostgresServer.Shared.NewDatabase();
        outside = await Outside.Start(Cancel);

        // At once, on an empty database: they make the schema once.
        stores.AddRange(await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => PostgresNode.Bare(connection, Cancel))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores) await store.DisposeAsync();
        if (outside is not null) await outside.DisposeAsync();
    }

    [Fact]
    public async Task Eight_nodes_that_race_make_one_incident_and_one_failover()
    {
        var desks = stores.Select(Desk).ToList();
        var opened = await Task.WhenAll(desks.Select(d => d.Declare("checkout", Severity.Sev1, "Checkout is down", Cast.Maya, null, Cancel)));
        var id = Assert.Single(opened, a => a.Refusal is null).Incident.Id;
        Assert.All(opened.Where(a => a.Refusal is not null), a => Assert.Equal("already-open", a.Refusal!.Code));

        await desks[0].Send(id, new IncidentCommand.ClassifyMode(FailureMode.RegionLoss, ""), Cast.Maya, null, Cancel);
        var proposed = await Task.WhenAll(desks.Select(d => d.Send(id, new IncidentCommand.Propose(null), Cast.Ravi, null, Cancel)));
        Assert.Single(proposed, a => a.Refusal is null);
        foreach (var store in stores)
        {
            var situations = new Situations(store.Events);
            Assert.Single(await situations.All(Cancel));
            Assert.Single(await situations.Events(id, Cancel), e => e is IncidentEvent.Proposed);
            Assert.Equal(1, (await situations.Service("checkout", false, Cancel)).Epoch);
        }
    }

    [Fact]
    public async Task What_one_node_appends_another_knows_at_its_next_look()
    {
        var here = Desk(stores[0]);
        var id = (await here.Declare("checkout", Severity.Sev1, "Checkout is down", Cast.Maya, null, Cancel)).Incident.Id;
        var there = new Situations(stores[1].Events);
        for (var n = 1; n <= 5; n++)
        {
            var after = (await here.Send(id, new IncidentCommand.TakeNote($"note {n}"), Cast.Ravi, null, Cancel)).Incident;
            Assert.Equal(after.Version, (await there.Load(id, Cancel)).Incident.Version);
        }

        // And decides on it: what the first node has closed, the second one opens anew.
        await here.Send(id, new IncidentCommand.CallFalseAlarm("A drill."), Cast.Maya, null, Cancel);
        Assert.Equal("INC-2", (await Desk(stores[1]).Declare("checkout", Severity.Sev1, "Again", Cast.Maya, null, Cancel)).Incident.Id);
    }

    [Fact]
    public async Task A_reader_on_another_node_never_finds_an_event_behind_it_later()
    {
        const int each = 60;
        var writing = Task.WhenAll(stores.Select((store, i) => Task.Run(async () =>
        {
            for (var n = 0; n < each; n++) Assert.IsType<AppendResult.Appended>(await Append(store, $"s{i}", n));
        }, Cancel)));
        await using var reader = await PostgresStore.Open(PostgresNode.Options(connection), PostgresTuning.Bare with { Poll = TimeSpan.FromMilliseconds(50) }, TimeProvider.System, null, Cancel);
        var seen = new List<StoredEvent>();
        while (seen.Count < Nodes * each)
        {
            await reader.Events.Appended(seen.Count == 0 ? 0 : seen[^1].Position, Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
            seen.AddRange(await reader.Events.ReadAll(seen.Count == 0 ? 0 : seen[^1].Position, 17, Cancel));
        }

        await writing;
        Assert.Equal(Enumerable.Range(1, Nodes * each).Select(p => (long)p), seen.Select(e => e.Position));
        Assert.All(seen.GroupBy(e => e.Stream), s => Assert.Equal(Enumerable.Range(1, each), s.Select(e => (int)e.Version)));
    }

    [Fact]
    public async Task Who_writes_without_the_lock_still_meets_the_key()
    {
        await Append(stores[0], "INC-1", 0);
        await using var other = new NpgsqlConnection(connection + ";Pooling=false;Search Path=incidentbot");
        await other.OpenAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await using (var insert = new NpgsqlCommand("INSERT INTO events SELECT 77, stream, 2, type, data, at, hash, hash FROM events", other, transaction)) await insert.ExecuteNonQueryAsync(Cancel);

        // It has seen nothing of that under its lock, and waits at the key until the other one has committed.
        var append = Append(stores[0], "INC-1", 1);
        await Eventually.Holds(async () => await Waits(), "waiting for the key", Cancel);
        await transaction.CommitAsync(Cancel);
        Assert.Equal(new AppendResult.Conflict("INC-1"), await append);
    }

    [Fact]
    public async Task Deliveries_of_all_nodes_are_taken_once()
    {
        var receipts = await Task.WhenAll(stores.SelectMany(s => Enumerable.Range(0, 20).Select(n => s.Inbox.Add(new InboxItem("sns", $"{n}", "x", DateTimeOffset.UtcNow), Cancel))));
        Assert.Equal(20, receipts.Count(r => r == InboxReceipt.Accepted));
        Assert.Equal(20, (await stores[0].Inbox.Pending(999, Cancel)).Count);
    }

    private IncidentDesk Desk(PostgresStore store) =>
        new(store.Events, store.Inbox, new Situations(store.Events), Cast.Roster, new Cast.Plans(SmallPlan.Of(outside)), TimeProvider.System);

    private static Task<AppendResult> Append(PostgresStore store, string stream, long expected) =>
        store.Events.Append([new StreamAppend(stream, expected, [new NewEvent("note.added.v1", """{"text":"x"}""", DateTimeOffset.UtcNow)])], null, Cancel);

    private async Task<bool> Waits()
    {
        await using var own = new NpgsqlConnection(connection + ";Pooling=false");
        await own.OpenAsync(Cancel);
        await using var look = new NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'", own);
        return (long)(await look.ExecuteScalarAsync(Cancel))! > 0;
    }
}
