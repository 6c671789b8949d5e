using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Workflow.Failover;
using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>The node that works is stopped (SIGSTOP) between a step's durable start and its action, for longer than its lease, and woken.</summary>
public sealed class PausedNodeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A step that may be repeated is done by the other; one that may not is asked of a person. The woken one does neither.</summary>
    [Fact]
    public async Task A_node_that_is_paused_between_the_start_of_a_step_and_its_action_does_not_act_when_it_wakes()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        await using var pair = await FaultPair.Begin();
        var journey = new JourneyOne(pair);
        await journey.Approved();
        await using var gate = new StepGate(pair);

        // The start is in the server's hands, and is stored when the node that asked for it stands still: it cannot know.
        var term = await pair.Database.Term(Cancel);
        var first = await gate.PauseAtStart("fence", () => journey.Say("maya", "prepare"));
        await pair.Until(async () => await pair.Database.Term(Cancel) > term, "taken over");
        await pair.Until(i => i.Failover.Step("fence") is { Status: StepStatus.Done }, "done by the other");
        Assert.All(pair.Outside.Calls("do/fence"), call => Assert.True(call.Term > term, $"{call}"));
        await Wakes(pair, first, term);

        term = await pair.Database.Term(Cancel);
        var second = await gate.PauseAtStart("promote", Armed);
        await pair.Until(FailoverState.Stuck);
        await Wakes(pair, second, term);
        Assert.Empty(pair.Outside.Calls("do/promote"));
        await journey.Say("maya", "retry promote");
        await journey.Resolve();

        Assert.True(Assert.Single(pair.Outside.Calls("do/promote")).Term > term);
        await FaultOutcome.Holds(pair);

        async Task Armed()
        {
            await pair.Until(FailoverState.Armed);
            await journey.Press();
        }
    }

    /// <summary>Woken, it finds its term over before it does anything: it says so, does nothing of the step, and stands by.</summary>
    /// <param name="term">Under which it worked; the other one goes on meanwhile, under a larger.</param>
    private static async Task Wakes(FaultPair pair, FaultNode node, long term)
    {
        var (actions, over) = (Actions(), node.Lines("The runner of INC-1 ends"));
        var standing = node.Lines("stands by, and takes over");
        node.Wake();
        await pair.Until(() => Task.FromResult(node.Lines("The runner of INC-1 ends") > over && node.Lines("stands by, and takes over") > standing), "standing by");
        Assert.Equal(actions, Actions());

        int Actions() => pair.Outside.Calls().Count(c => c.Path.StartsWith("do/", StringComparison.Ordinal) && c.Term <= term);
    }
}
