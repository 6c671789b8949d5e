using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class LifecycleTests
{
    private static readonly FailoverState[] All = Enum.GetValues<FailoverState>();

    public static TheoryData<FailoverState> States => [.. All];

    [Theory]
    [MemberData(nameof(States))]
    public void Each_ending_needs_the_failover_to_stand_where_the_rules_say(FailoverState state)
    {
        FailoverState[] resolve = [FailoverState.Idle, FailoverState.Aborted, FailoverState.Restored, FailoverState.Reconciled];
        FailoverState[] close = [FailoverState.Idle, FailoverState.Aborted, FailoverState.Reconciled];
        FailoverState[] falseAlarm = [FailoverState.Idle, FailoverState.Aborted];

        Assert.Equal(resolve.Contains(state), Allows(state, IncidentPhase.Investigating, new IncidentCommand.Resolve("over")));
        Assert.Equal(close.Contains(state), Allows(state, IncidentPhase.Resolved, new IncidentCommand.Close("")));
        Assert.Equal(falseAlarm.Contains(state), Allows(state, IncidentPhase.Investigating, new IncidentCommand.CallFalseAlarm("a test alarm")));
        Assert.Equal(state == FailoverState.Idle, Allows(state, IncidentPhase.Investigating, new IncidentCommand.Merge("INC-7", "the same")));
    }

    [Fact]
    public void Ending_needs_the_commander_or_the_deputy_and_a_reason_where_one_is_due()
    {
        var story = new Scenario().Opened().Do(Some.Maya, new IncidentCommand.MovePhase(IncidentPhase.Investigating));

        Assert.Equal("role-needed", story.Refused(Some.Ravi, new IncidentCommand.Resolve("over")).Code);
        Assert.Equal("no-reason", story.Refused(Some.Maya, new IncidentCommand.CallFalseAlarm(" ")).Code);
        Assert.Equal("merge-self", story.Refused(Some.Maya, new IncidentCommand.Merge("INC-1", "x")).Code);
        story.Do(Some.Maya, new IncidentCommand.Resolve("over"));
        Assert.Equal("no-reason", story.Refused(Some.Maya, new IncidentCommand.Reopen("")).Code);
        Assert.Equal("phase", story.Refused(Some.Maya, new IncidentCommand.Merge("INC-7", "x")).Code);
        story.Do(Some.Maya, new IncidentCommand.Reopen("not over")).Do(Some.Maya, new IncidentCommand.Merge("INC-7", "the same"));

        Assert.Equal("INC-7", story.Incident.MergedInto);
        Assert.Null(story.Situation.Service.OpenIncident);
    }

    [Fact]
    public void A_closed_incident_takes_notes_and_nothing_else()
    {
        var story = new Scenario().Opened().Do(Some.Maya, new IncidentCommand.CallFalseAlarm("a test alarm")).Do(Some.Ravi, new IncidentCommand.TakeNote("seen"));

        Assert.Equal("closed", story.Refused(Some.Maya, new IncidentCommand.Reopen("x")).Code);
        Assert.Equal("closed", story.Refused(null, new IncidentCommand.Wake()).Code);
    }

    [Fact]
    public void Nothing_closes_over_a_fence_that_still_stands()
    {
        var story = new Scenario().Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop")).RunNext();

        Assert.Equal("still-fenced", story.Refused(Some.Maya, new IncidentCommand.CallFalseAlarm("x")).Code);
        Assert.Equal("still-fenced", story.Refused(Some.Maya, new IncidentCommand.Merge("INC-7", "x")).Code);
    }

    [Fact]
    public void A_resolved_incident_is_not_failed_over() =>
        Assert.Equal("cannot-propose", new Scenario().Opened().Down().Classified().Do(Some.Maya, new IncidentCommand.MovePhase(IncidentPhase.Investigating))
            .Do(Some.Maya, new IncidentCommand.Resolve("over")).Refused(Some.Ravi, new IncidentCommand.Propose(null)).Code);

    [Fact]
    public void A_second_failover_of_the_service_is_refused_whoever_holds_the_slot()
    {
        var story = new Scenario().Proposed();
        Assert.Equal("cannot-propose", story.Refused(Some.Ravi, new IncidentCommand.Propose(null)).Code);
        var other = new Scenario().Opened().Down().Classified();
        other.Situation = other.Situation with { Service = other.Situation.Service with { FailoverOf = "INC-9" } };

        Assert.Contains("INC-9", other.Refused(Some.Ravi, new IncidentCommand.Propose(null)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureMode.Unknown)]
    [InlineData(FailureMode.DataCorruption)]
    [InlineData(FailureMode.SingleZone)]
    [InlineData(FailureMode.DnsMisconfiguration)]
    [InlineData(FailureMode.CdnEdgeLoss)]
    [InlineData(FailureMode.DatabasePartition)]
    public void A_mode_that_permits_no_failover_is_not_proposed(FailureMode mode) =>
        Assert.Equal("cannot-propose", new Scenario().Opened().Down().Classified(mode).Refused(Some.Ravi, new IncidentCommand.Propose(null)).Code);

    [Fact]
    public void Only_the_proposer_or_the_commander_withdraws()
    {
        var story = new Scenario().Proposed();
        Assert.Equal("not-yours", story.Refused(Some.Dario, new IncidentCommand.Withdraw("no")).Code);

        Assert.Equal(FailoverState.Idle, story.Do(Some.Maya, new IncidentCommand.Withdraw("no")).State);
        Assert.Null(story.Situation.Service.FailoverOf);
    }

    [Fact]
    public void Each_proposal_takes_a_larger_epoch()
    {
        var story = new Scenario().Proposed();
        var first = story.Failover.Epoch;

        Assert.True(story.Do(Some.Ravi, new IncidentCommand.Withdraw("no")).Do(Some.Ravi, new IncidentCommand.Propose(null)).Failover.Epoch > first);
    }

    [Fact]
    public void Taking_command_takes_it_from_the_one_before_and_the_directory_decides_who_may()
    {
        var second = Some.Ravi with { Roles = [Role.Commander] };
        var story = new Scenario { People = new Roster([Some.Maya, Some.Dario, second]) }.Opened();

        Assert.Equal("not-eligible", story.Refused(Some.Dario, new IncidentCommand.TakeRole(Role.Commander)).Code);
        story.Do(second, new IncidentCommand.TakeRole(Role.Commander));

        Assert.Equal("ravi", story.Incident.Commander);
        Assert.False(story.Incident.Holds("maya", Role.Commander));
    }

    private static bool Allows(FailoverState state, IncidentPhase phase, IncidentCommand command)
    {
        // The failover's parts do not matter here, only where it stands; what is open would move on by itself otherwise.
        var story = new Scenario { Plan = Some.Plan() }.Opened();
        var failover = new FailoverRecord { State = state, StuckFrom = state == FailoverState.Stuck ? FailoverState.Aborting : null };
        var settled = state is FailoverState.Idle or FailoverState.Aborted or FailoverState.Restored or FailoverState.Reconciled or FailoverState.Stuck;
        var real = settled ? failover : Real(state);
        story.Situation = story.Situation with { Incident = story.Incident with { Phase = phase, Failover = real } };
        return story.Try(Some.Maya, command).Refusal is null;
    }

    private static FailoverRecord Real(FailoverState state) => (state switch
    {
        FailoverState.Proposed => new Scenario().Proposed(),
        FailoverState.Approved => new Scenario().Approved(),
        FailoverState.Preparing => new Scenario().Preparing(),
        FailoverState.Halted => new Scenario().Preparing().RunNext().RunNext(StepOutcome.Failed, false),
        FailoverState.Armed => new Scenario().Armed(),
        FailoverState.Held => new Scenario().Armed().Wakes(120),
        FailoverState.Aborting => new Scenario().Armed().Do(Some.Maya, new IncidentCommand.Abort("x", false)),
        FailoverState.Committing => new Scenario().Pressed(),
        _ => new Scenario().Pressed().RunNext().RunNext(),
    }).Failover;
}
