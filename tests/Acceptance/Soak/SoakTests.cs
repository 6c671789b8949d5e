using IncidentBot.Bot.Tests.Store.Postgres;
using Xunit;

namespace IncidentBot.Acceptance.Soak;

/// <summary>Many incidents at once on two nodes, with people who change their minds and an outside that fails, and then every invariant over the logs that are left.</summary>
public sealed class SoakTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_invariant_holds_on_the_logs_of_many_incidents_with_random_faults()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        var options = SoakOptions.FromEnvironment();
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"INCIDENTBOT_TESTS_SOAK_SEED={options.Seed}");
        await using var run = await SoakRun.Begin(options, Cancel);
        await run.Play(Cancel);
        output.WriteLine($"{run.Journeys.Count} incidents in {run.Took.TotalSeconds:0} s, {run.View.Events.Count} events, {run.People.Lines.Count} lines ({run.People.Doubled} twice), "
            + $"{run.People.Alarms.Count} alarms, {run.Outside.Calls.Count} calls, {run.Outside.Troubles} of them in trouble; {string.Join(", ", run.Faults.Done.Select(f => f.Fault))}");
        foreach (var state in run.View.Incidents.GroupBy(i => i.Failover.State)) output.WriteLine($"{state.Key}: {state.Count()}");
    }
}
