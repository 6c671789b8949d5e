using System.Collections.Concurrent;
using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>The database takes long for what it is given, or has no room left, in the midst of a journey of two nodes.</summary>
public sealed class StoreTroubleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_without_room_keeps_what_it_acknowledged_refuses_the_rest_and_the_journey_goes_on_when_there_is_room()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        Assert.SkipUnless(SmallDisk.IsThere, SmallDisk.Absent);
        await using var disk = SmallDisk.Make();
        await using var pair = await FaultPair.Begin(new PairTerms { Prepared = connection => disk.Hold(connection, Cancel) });
        var journey = new JourneyOne(pair);
        await journey.Approved();

        // What came of this step cannot be recorded for a while.
        pair.Outside.Once("do/drain", (http, apply) =>
        {
            disk.Fill();
            return Outside.Says(200, applied: true)(http, apply);
        });
        await journey.Say("maya", "prepare");
        await pair.Until(() => Task.FromResult(pair.Outside.Present("drain")), "drained");
        var (taken, refused) = await Storm(pair, until: (_, refused) => refused >= 4);
        Assert.Contains(503, await Task.WhenAll(pair.Addresses.Select(async node => (await pair.People.Page(node, "health/ready", Cancel)).Status)));
        var late = journey.Say("ravi", "note written while there was no room");

        disk.Empty();
        await late;
        await pair.Until(FailoverState.Armed);
        await journey.Press();
        await journey.Resolve();
        var noted = (await pair.Events()).OfType<IncidentEvent.AlarmsNoted>().SelectMany(e => e.Alarms).Select(a => a.Name).ToList();
        Assert.Subset(noted.ToHashSet(), taken.ToHashSet());
        Assert.Equal(noted.Count, noted.Distinct().Count());
        Assert.NotEmpty(refused);
        await FaultOutcome.Holds(pair);
    }

    [Fact]
    public async Task A_database_that_takes_seconds_for_each_append_makes_the_journey_slow_and_nothing_else()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        await using var pair = await FaultPair.Begin(new PairTerms { Lease = "1m" });
        var journey = new JourneyOne(pair);
        await journey.Approved();
        await pair.Database.Do("""
            CREATE FUNCTION take_long() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(2); RETURN NULL; END $$;
            CREATE TRIGGER events_take_long BEFORE INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION take_long();
            CREATE TRIGGER inbox_takes_long BEFORE INSERT ON inbox FOR EACH STATEMENT EXECUTE FUNCTION take_long();
            """, Cancel);
        await journey.Prepare();
        var (status, page) = await pair.People.Page(pair.Addresses[0], "health/ready", Cancel);
        Assert.Equal(200, status);
        Assert.Matches("store: answers, and took \\d+\\.\\d s for the last write", page);
        await journey.Press();
        await pair.Until(FailoverState.Restored);
        await pair.Database.Do("DROP TRIGGER events_take_long ON events; DROP TRIGGER inbox_takes_long ON inbox", Cancel);

        await journey.Resolve();
        Assert.Equal(1, await pair.Database.Term(Cancel));
        await FaultOutcome.Holds(pair);
    }

    /// <summary>Alarms to both nodes until there is enough: what was acknowledged, and what was told to come again. Nothing else is said.</summary>
    private static async Task<(IReadOnlyList<string> Taken, IReadOnlyList<string> Refused)> Storm(FaultPair pair, Func<int, int, bool> until)
    {
        var (taken, refused) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var now = DateTimeOffset.UtcNow;
        for (var n = 0; !until(taken.Count, refused.Count); n++)
        {
            Assert.True(n < 5000, "There is room without end.");
            var name = $"checkout-room-{n}";
            var status = await pair.People.Once(pair.Addresses[n % 2], SnsAlarm.Of(pair.Sns.Authority, name, now), Cancel);
            Assert.True(status is 200 or 503, $"{status}");
            (status == 200 ? taken : refused).Enqueue(name);
        }

        return ([.. taken], [.. refused]);
    }
}
