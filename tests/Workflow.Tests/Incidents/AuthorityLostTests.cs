using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>Authority is lost in every state in which it can be, for every reason there is.</summary>
public sealed class AuthorityLostTests
{
    private static readonly Dictionary<string, (Action<Scenario> Happens, string Reason)> Causes = new()
    {
        ["expired"] = (s => s.Wakes(600), "expired"),
        ["revoked"] = (s => s.Do(Some.Dario, new IncidentCommand.Revoke("the replica is behind")), "revoked"),
        ["rejected"] = (s => s.Do(Some.Dario, new IncidentCommand.Reject("the replica is behind")), "rejected"),
        ["role dropped"] = (s => s.Do(Some.Dario, new IncidentCommand.DropRole(Role.DataOwner)), "no longer data-owner"),
        ["command taken by another"] = (s => s.Do(Some.Maya, new IncidentCommand.DropRole(Role.Commander)), "no longer commander"),
        ["deactivated"] = (s => s.Directory(Some.Dario with { Active = false }), "deactivated"),
        ["a guest now"] = (s => s.Directory(Some.Dario with { Guest = true }), "guest"),
        ["role gone from the directory"] = (s => s.Directory(Some.Dario with { Roles = [] }), "no longer lets"),
        ["mode changed"] = (s => s.Classified(FailureMode.NetworkPartition), "the failure mode changed"),
        ["N95 outgrew a ceiling"] = (s => s.AfterSeconds(1).Rate(new WriteRate(50, 80, 90_000, 3600, s.Now)), "records now; the ceiling is"),
        ["E outgrew a ceiling"] = (s => s.AfterSeconds(1).Fresh(("fenced", 0)).AfterSeconds(20).Fresh(("fenced", 0)).AfterSeconds(20).Fresh(("fenced", 0)), "the exposure is"),
        ["loss became unknown"] = (s => s.AfterSeconds(1).Rate(new WriteRate(null, null, null, 0, s.Now)), "unknown now"),
    };

    public static TheoryData<string, FailoverState> Cases
    {
        get
        {
            var data = new TheoryData<string, FailoverState>();
            foreach (var cause in Causes.Keys)
            {
                foreach (var state in (FailoverState[])[FailoverState.Approved, FailoverState.Preparing, FailoverState.Halted, FailoverState.Armed])
                {
                    data.Add(cause, state);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_falls_back_to_proposed_before_preparing_and_to_held_afterwards(string cause, FailoverState state)
    {
        var story = Reach(state);
        Assert.Equal(state, story.State);

        Causes[cause].Happens(story);

        Assert.Equal(state == FailoverState.Approved ? FailoverState.Proposed : FailoverState.Held, story.State);
        var lost = story.Events.OfType<IncidentEvent.AuthorityLost>().Last();
        Assert.Contains(Causes[cause].Reason, string.Join(" ", lost.Reasons), StringComparison.Ordinal);
        Assert.NotNull(story.Try(Some.Maya, new IncidentCommand.Press(story.Phrase())).Refusal);
    }

    [Fact]
    public void An_approval_that_no_role_needs_any_more_takes_nothing_back()
    {
        var story = new Scenario().Approved().Do(Some.Elin, new IncidentCommand.TakeRole(Role.Executive)).Do(Some.Elin, new IncidentCommand.DropRole(Role.Executive));

        Assert.Equal(FailoverState.Approved, story.State);
    }

    private static Scenario Reach(FailoverState state)
    {
        var approved = new Scenario().Proposed().ApprovedBy(Some.Maya, seconds: 30).ApprovedBy(Some.Dario, seconds: 30);
        return state switch
        {
            FailoverState.Approved => approved,
            FailoverState.Preparing => approved.Do(Some.Maya, new IncidentCommand.Prepare()),
            FailoverState.Halted => approved.Do(Some.Maya, new IncidentCommand.Prepare()).RunNext().RunNext(StepOutcome.Failed, false),
            _ => approved.Do(Some.Maya, new IncidentCommand.Prepare()).RunNext().RunNext(),
        };
    }
}
