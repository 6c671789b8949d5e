using IncidentBot.Bot.Tests.Store.Postgres;
using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>Two real processes on one database: whichever works is killed with kill -9 between two events of journey 1, and the other goes on.</summary>
public sealed class EveryBoundaryTests
{
    /// <summary>Tries every boundary; otherwise those at which something outside is at stake, which takes half the time.</summary>
    private const string All = "INCIDENTBOT_TESTS_EVERY_BOUNDARY";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_one_that_works_is_killed_between_two_events_and_the_other_goes_on_with_nothing_lost_or_done_twice()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        await using var pair = await FaultPair.Begin();
        await using var gate = new BoundaryGate(pair, Tried);
        await gate.Open(Cancel);
        var journey = new JourneyOne(pair);

        await journey.Approved();
        await journey.Prepare();
        await journey.Say("ravi", "note armed, and still of one mind");
        await journey.Press();
        await journey.Resolve();

        await FaultOutcome.Holds(pair);
        Assert.Equal(gate.Passed.Where(Tried), gate.Kills);
        Assert.True(await pair.Database.Term(Cancel) > gate.Kills.Count, $"{gate.Kills.Count} kills, and the term is {await pair.Database.Term(Cancel)}.");
        Assert.Superset(Least.ToHashSet(), gate.Kills.Select(k => k.Split(' ')[0]).ToHashSet());
    }

    /// <summary>The events before which a node must have been killed.</summary>
    private static readonly string[] Least =
    [
        "failover.proposed.v1", "failover.approval-given.v1", "failover.preparing-begun.v1", "failover.point-of-no-return.v1", "failover.reconciled.v1",
        "step.started.v1", "step.succeeded.v1",
    ];

    private static bool Tried(string boundary) =>
        Environment.GetEnvironmentVariable(All) == "1"
        || boundary.StartsWith("failover.", StringComparison.Ordinal)
        || boundary.StartsWith("step.", StringComparison.Ordinal);
}
