using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>Somebody sets the clock of the machine on which the node works, by an hour, in the midst of a failover.</summary>
public sealed class ClockJumpTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-clock-");
    private readonly FakeClock clock;

    public ClockJumpTests() => clock = new FakeClock(folder.FullName, 0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Set_back_by_an_hour_no_lease_moves_and_what_expires_expires_when_it_should()
    {
        await using var pair = await Begin("20s", "1m");
        var journey = new JourneyOne(pair);
        await journey.Approved();
        pair.Outside.Once("do/drain", (http, apply) =>
        {
            clock.Set(TimeSpan.FromHours(-1));
            return Outside.Says(200, applied: true)(http, apply);
        });
        await journey.Prepare();
        clock.Set(TimeSpan.FromHours(-2));
        await journey.Say("ravi", "note the clock of the first node is wrong");
        await pair.Until(FailoverState.Held);

        var events = await pair.Events();
        Assert.Single(events, e => e is IncidentEvent.ArmedLapsed);
        Assert.DoesNotContain(events, e => e is IncidentEvent.ApprovalLost);
        Assert.All(events.Zip(events.Skip(1)), pair => Assert.True(pair.First.At <= pair.Second.At, $"{pair.Second} came after {pair.First}"));
        Assert.Equal(("first", 1L), (await pair.Database.Holder(Cancel), await pair.Database.Term(Cancel)));
        Assert.True((await pair.Node(0)).Says("was set back by"), (await pair.Node(0)).LastWords);

        clock.Set(TimeSpan.Zero);
        await Press(pair, journey);
        await journey.Resolve();
        Assert.Equal(1, await pair.Database.Term(Cancel));
        await FaultOutcome.Holds(pair);
    }

    [Fact]
    public async Task Set_forward_by_an_hour_no_lease_moves_approvals_are_void_and_the_other_node_goes_on_by_the_right_time()
    {
        await using var pair = await Begin("2m", "10s");
        var journey = new JourneyOne(pair);
        await journey.Approved();

        // A probe that finds the effect only after a while: the step's time is what has passed, and not what the clock says.
        var looks = 0;
        pair.Outside.On("is/drain", (http, apply) => Outside.Says(200, body: ++looks > 5 ? """{"present":true}""" : """{"present":false}""")(http, apply));
        pair.Outside.Once("do/drain", (http, apply) =>
        {
            clock.Set(TimeSpan.FromHours(1));
            return Outside.Says(200, applied: true)(http, apply);
        });
        await journey.Prepare(FailoverState.Held);
        await pair.Until(i => i.Failover.Step("drain") is { Status: StepStatus.Done }, "drained");
        var events = await pair.Events();
        Assert.Contains(events, e => e is IncidentEvent.ApprovalLost lost && lost.Reason.Contains("expired", StringComparison.Ordinal));
        Assert.Equal("first", await pair.Database.Holder(Cancel));

        await pair.KillAndRestart(0);
        clock.Set(TimeSpan.Zero);
        await pair.Until(async () => await pair.Database.Holder(Cancel) == "second", "taken over");
        await Press(pair, journey);
        await journey.Resolve();
        await FaultOutcome.Holds(pair);
    }

    private async Task<FaultPair> Begin(string armed, string lease)
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        Assert.SkipUnless(FakeClock.IsThere, FakeClock.Absent);
        return await FaultPair.Begin(new PairTerms
        {
            Armed = armed,
            Lease = lease,
            Environment = node => node == 0 ? clock.Variables : new Dictionary<string, string>(),
        });
    }

    /// <summary>Approved anew whenever it is held, and pressed until it counts.</summary>
    private static async Task Press(FaultPair pair, JourneyOne journey)
    {
        while ((await pair.Folded()).Failover is { PastPointOfNoReturn: false } failover)
        {
            if (failover.State == FailoverState.Held)
            {
                await journey.Say("maya", "approve 100000 records 7200s because it is still so");
                await journey.Say("dario", "approve 100000 records 7200s because it is still so");
                await pair.Until(i => i.Failover.State != FailoverState.Held, "approved again");
            }
            else if (failover.State == FailoverState.Armed)
            {
                var before = await Answers(pair);
                await journey.Say("maya", "press PROMOTE eu-west-1 LOSE 90000");
                await pair.Until(async () => await Answers(pair) > before || (await pair.Folded()).Failover.State == FailoverState.Held, "answered");
            }

            await Task.Delay(50, Cancel);
        }
    }

    private static async Task<int> Answers(FaultPair pair) => (await pair.Events()).Count(e => e is IncidentEvent.PressRefused or IncidentEvent.PointOfNoReturn);
}
