using System.Collections.Concurrent;
using System.Net;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>Alarms stream into both nodes by SNS, signed, while the one that works is killed and started again.</summary>
public sealed class StormTests
{
    private const int Alarms = 8;
    /// <summary>Odd, so that each alarm rings at the end: what has recovered before anybody looks opens nothing.</summary>
    private const int Changes = 25;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_storm_in_which_the_one_that_works_is_killed_twice_is_one_incident_with_every_change_once()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        await using var pair = await FaultPair.Begin();
        var begun = DateTimeOffset.UtcNow.AddMinutes(-2);
        var acknowledged = new ConcurrentBag<(string Alarm, DateTimeOffset At)>();
        var storm = Enumerable.Range(0, Alarms).Select(alarm => Task.Run(() => Stream($"checkout-storm-{alarm}"), Cancel)).ToList();

        foreach (var part in (int[])[3, 6])
        {
            await pair.Until(() => Task.FromResult(acknowledged.Count >= Alarms * Changes * part / 9), $"{part} of 9 parts in");
            await pair.Node(0);
            await pair.Node(1);
            var term = await pair.Database.Term(Cancel);
            await pair.KillAndRestart(await pair.Database.Active(Cancel));
            await pair.Until(async () => await pair.Database.Term(Cancel) > term, "taken over");
        }

        await Task.WhenAll(storm);
        await FaultOutcome.EveryLineOnce(pair);
        Assert.Empty(await pair.Database.Rows<string>("SELECT data FROM events WHERE stream = 'triage' AND type LIKE '%alarms%'", Cancel));
        var noted = (await pair.Events()).OfType<IncidentEvent.AlarmsNoted>().SelectMany(e => e.Alarms).Select(a => (a.Name, a.ChangedAt)).ToList();
        Assert.Equal(Alarms * Changes, acknowledged.Count);
        Assert.Equal(acknowledged.Order(), noted.Order());
        Assert.Equal(["INC-1"], await pair.Database.Rows<string>("SELECT DISTINCT stream FROM events WHERE stream LIKE 'INC-%'", Cancel));
        Assert.True(await pair.Database.Term(Cancel) >= 3, "Nobody took over.");
        await FaultOutcome.OneWriterAtATime(pair);
        await FaultOutcome.EveryPostOnce(pair);
        await FaultOutcome.ChainVerifies(pair);

        // SNS delivers at least once: each change comes to the one node until it is taken, and then to the other, too.
        async Task Stream(string name)
        {
            for (var n = 0; n < Changes; n++)
            {
                var at = begun.AddSeconds(n);
                var delivery = SnsAlarm.Of(pair.Sns.Authority, name, at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond)), ok: n % 2 == 1);
                await pair.People.Deliver(delivery, Cancel);
                acknowledged.Add((name, at));
                Assert.Contains(await pair.People.Once(pair.Addresses[n % 2], delivery, Cancel), (int[])[0, (int)HttpStatusCode.OK, (int)HttpStatusCode.ServiceUnavailable]);
            }
        }
    }
}
