using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Store;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Npgsql;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>Two nodes on one database. The one that works loses its lease in the midst of a step; what counts is what happened outside.</summary>
public sealed class TakeoverTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Outside outside = null!;
    private string connection = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        connection = PostgresServer.Shared.NewDatabase();
        outside = await Outside.Start(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (outside is not null) await outside.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("drain", true)]
    [InlineData("fence", false)]
    public async Task Another_node_takes_up_the_interrupted_step_by_its_probe_under_a_larger_term(string step, bool applied)
    {
        var called = new TaskCompletionSource();
        outside.Once($"do/{step}", async (http, apply) =>
        {
            if (applied) apply();
            called.SetResult();
            await Outside.Hangs(applied: false)(http, apply);
        });
        await using var first = await Node();
        await Works(first, 1);
        await using var second = await Node();
        await first.Approved();
        await called.Task.WaitAsync(StepLab.Ample, Cancel);

        await TakeTheLease();
        await Works(second, 2);
        await second.Until(FailoverState.Armed);

        // And back: the first one has given its run up, and works on as if it had never had one.
        await Eventually.Holds(() => first.Part<IWorkLease>().Term is null, "ended", Cancel);
        await TakeTheLease();
        await Works(first, 3);
        await first.Press();
        await first.Until(FailoverState.Restored);

        Assert.Equal(["do/fence", "do/drain", "do/promote", "do/route"], outside.Applied);
        Assert.Equal(applied ? 1 : 2, outside.Calls($"do/{step}").Count);
        Assert.Equal(1, outside.Calls($"do/{step}")[0].Term);
        Assert.Equal(3, outside.Calls("do/route")[0].Term);
        Assert.Equal(outside.Calls("do/fence")[0].Epoch, outside.Calls("do/route")[0].Epoch);
    }

    [Fact]
    public async Task A_node_that_stands_by_knows_the_log_and_may_not_add_to_it()
    {
        await using var first = await Node();
        await Works(first, 1);
        await using var second = await Node();
        await first.Declared();
        Assert.Equal("Checkout is down", (await second.Situations.Load(RunningBot.Incident, Cancel)).Incident.Summary);
        await Assert.ThrowsAsync<TermOverException>(() => second.Desk.Send(RunningBot.Incident, new IncidentCommand.TakeNote("Hello."), Cast.Ravi, null, Cancel));

        // What it takes in, the node that works finds.
        var inbox = first.Part<IInbox>();
        await second.Part<IInbox>().Add(new InboxItem("test", "1", "{}", DateTimeOffset.UtcNow), Cancel);
        await Eventually.Holds(async () => (await inbox.Pending(9, Cancel)).Count == 1, "arrived", Cancel);

        // And a log that goes on is seen as it goes: the wait ends by the other node's word, or by polling.
        var position = (await second.Log.ReadAll(0, 999, Cancel))[^1].Position;
        var news = second.Log.Appended(position, Cancel);
        await first.Do(Cast.Ravi, new IncidentCommand.TakeNote("Hello."));
        await news.WaitAsync(StepLab.Ample, Cancel);
    }

    [Fact]
    public async Task The_lease_goes_to_and_fro_and_the_plan_goes_on()
    {
        await using var first = await Node();
        await Works(first, 1);
        await using var second = await Node();
        await first.Approved();
        await first.Until(FailoverState.Armed);
        await TakeTheLease();
        await Works(second, 2);

        // Only when it has ended its old work does the first one ask again.
        await Eventually.Holds(() => first.Part<IWorkLease>().Term is null, "ended", Cancel);
        await TakeTheLease();
        await Works(first, 3);
        await first.Press();
        await first.Until(FailoverState.Restored);
        Assert.Equal(["do/fence", "do/drain", "do/promote", "do/route"], outside.Applied);
        Assert.Equal(3, outside.Calls("do/route")[0].Term);
    }

    private async Task<RunningBot> Node() => await RunningBot.Start(folder.Path, SmallPlan.Of(outside), store:
    [
        new("Store:Kind", "postgres"), new("Store:Postgres:Connection", connection), new("Store:Postgres:Lease", "3s"), new("Store:Postgres:RenewEvery", "200ms"),
    ]);

    private static Task Works(RunningBot node, long term) => Eventually.Holds(() => node.Part<IWorkLease>().Term == term, $"works under term {term}", Cancel);

    /// <summary>From whoever has it: its next renewal finds it gone. It goes to the other one, for the loser has to end its work first.</summary>
    private async Task TakeTheLease()
    {
        await using var own = new NpgsqlConnection(connection + ";Pooling=false;Search Path=incidentbot");
        await own.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("UPDATE leases SET holder = '', renewals = renewals + 1; SELECT pg_notify('incidentbot_incidentbot', 'test lease')", own);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
