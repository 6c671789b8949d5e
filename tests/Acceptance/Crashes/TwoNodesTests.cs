using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Acceptance.Crashes;

/// <summary>Two real processes on one database. Whichever works is killed with kill -9 at each step, and the other goes on: nothing is lost, no step is done twice.</summary>
public sealed class TwoNodesTests
{
    private static readonly string[] Steps = ["fence", "drain", "promote", "route"];

    /// <summary>Between an effect and its answer, or between the answer and its record.</summary>
    private static readonly string[] Kills = ["do/fence", "is/drain", "do/promote", "is/route"];

    [Fact]
    public async Task The_one_that_works_is_killed_at_each_step_and_the_other_goes_on()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        await using var run = await CrashRun.BeginOnTwo();
        foreach (var call in Kills) run.KillAt(call, applied: call.StartsWith("do/", StringComparison.Ordinal));

        await run.Approved();
        await run.Until(FailoverState.Armed);
        for (var note = 1; note <= 4; note++) await run.Say("incident", "ravi", $"/incident note number {note}");
        await run.Press();
        await run.Until(FailoverState.Restored);

        Assert.Equal(Kills, run.Kills);
        Assert.All(Steps, step => Assert.Single(run.Outside.Calls($"do/{step}")));
        Assert.Equal(Steps.Select(s => $"do/{s}"), run.Outside.Applied.Where(a => a.StartsWith("do/", StringComparison.Ordinal)));
        var events = await run.Events();
        Assert.Single(events, e => e is IncidentEvent.PointOfNoReturn);
        Assert.All(events.OfType<IncidentEvent.StepStarted>().GroupBy(e => (e.Step, e.Purpose, e.Attempt)), attempt => Assert.Single(attempt));
        Assert.Equal(Enumerable.Range(1, 4).Select(n => $"number {n}").Order(), events.OfType<IncidentEvent.NoteTaken>().Select(n => n.Text).Order());

        // Each kill brought a larger term, and none a new epoch.
        var calls = Steps.Select(s => run.Outside.Calls($"do/{s}")[0]).ToList();
        Assert.All(calls.Zip(calls.Skip(1)), pair => Assert.True(pair.First.Term < pair.Second.Term, $"{pair}"));
        Assert.Single(calls.Select(c => c.Epoch).Distinct());
    }
}
