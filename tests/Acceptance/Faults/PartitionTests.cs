using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Workflow.Failover;
using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>The node that works runs in a network namespace of its own, whose lines to the database and to the outside are cut and mended.</summary>
public sealed class PartitionTests : IAsyncLifetime
{
    private Namespace apart = null!;
    private FaultPair pair = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        Assert.SkipUnless(Namespace.IsThere, Namespace.Absent);
        apart = Namespace.Make();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (pair is not null) await pair.DisposeAsync();
        if (apart is not null) await apart.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_loses_the_database_but_not_the_outside_ends_its_work_and_the_other_goes_on_under_a_newer_term()
    {
        await Begin("3s");
        var journey = new JourneyOne(pair);
        await journey.Approved();
        var first = await pair.Node(0);

        // Between the answer of the outside and its record: it knows what came of the step, and cannot say so any more.
        pair.Outside.Once("do/fence", async (http, apply) =>
        {
            apply();
            apart.CutDatabase();
            await Outside.Says(200)(http, () => { });
        });
        await journey.Prepare();
        Assert.NotEqual("first", await pair.Database.Holder(Cancel));
        apart.MendDatabase();
        await pair.Until(() => Task.FromResult(first.Says("Term 1 is over: this node stops its work")), "ended");
        await pair.Until(() => Task.FromResult(first.Says("stands by, and takes over")), "standing by");

        // Mended, it is as good as any: it takes over, and is cut off in the midst of a call that has no answer yet.
        var givenUp = new TaskCompletionSource();
        pair.Outside.Once("do/promote", async (http, apply) =>
        {
            apply();
            apart.CutDatabase();
            await Outside.Hangs(applied: false)(http, apply);
            givenUp.SetResult();
        });
        await pair.KillAndRestart(1);
        await journey.Press();
        await pair.Until(FailoverState.Restored);
        await givenUp.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.NotEqual("first", await pair.Database.Holder(Cancel));
        Assert.True(Assert.Single(pair.Outside.Calls("do/promote")).Term < await pair.Database.Term(Cancel));
        apart.MendDatabase();
        await pair.Until(() => Task.FromResult(first.Lines("stands by, and takes over") > 1), "standing by again");
        await journey.Resolve();
        await FaultOutcome.Holds(pair);
    }

    [Fact]
    public async Task A_node_that_loses_the_outside_but_not_the_database_keeps_its_lease_and_asks_a_person_what_came_of_its_step()
    {
        await Begin("1m");
        var journey = new JourneyOne(pair);
        await journey.Approved();
        pair.Outside.Once("do/drain", async (http, apply) =>
        {
            apply();
            apart.CutOutside();
            await Outside.Hangs(applied: false)(http, apply);
        });
        await journey.Prepare(FailoverState.Halted);
        Assert.Equal(("first", 1L), (await pair.Database.Holder(Cancel), await pair.Database.Term(Cancel)));

        apart.MendOutside();
        await journey.Say("maya", "skip drain it is drained, I looked");
        await pair.Until(FailoverState.Armed);
        await journey.Press();
        await journey.Resolve();
        Assert.Equal(("first", 1L), (await pair.Database.Holder(Cancel), await pair.Database.Term(Cancel)));
        await FaultOutcome.Holds(pair);
    }

    private async Task Begin(string lease)
    {
        var database = apart.Database(PostgresServer.Shared.Port);
        (string Host, int Port)? outside = null;
        pair = await FaultPair.Begin(new PairTerms
        {
            Lease = lease,
            Before = node => node == 0 ? apart.Before : [],
            Database = node => node == 0 ? database : null,
            Outside = address => $"http://{(outside ??= apart.Outside(address.Port)).Host}:{outside.Value.Port}",
        });
        pair.People.Reachable = [1];
    }
}
