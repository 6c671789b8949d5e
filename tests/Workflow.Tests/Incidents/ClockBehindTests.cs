using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>A node whose clock is behind what the log says takes over: nobody can tell how long an approval has stood, and none is taken to be younger than it is.</summary>
public sealed class ClockBehindTests
{
    [Fact]
    public void A_clock_that_is_behind_the_log_voids_what_stands_and_says_so()
    {
        var story = new Scenario().Armed().After(TimeSpan.FromHours(-1)).Wakes();

        Assert.Equal((FailoverState.Held, 0), (story.State, story.Incident.Failover.Approvals.Count));
        Assert.All(story.Events.OfType<IncidentEvent.ApprovalLost>(), lost => Assert.Contains("1 h behind the log", lost.Reason, StringComparison.Ordinal));
        Assert.Contains("nobody can tell how long the approval has stood", string.Join(" ", story.Events.OfType<IncidentEvent.AuthorityLost>().Single().Reasons), StringComparison.Ordinal);
        Assert.Equal("not-now", story.Refused(Some.Maya, new IncidentCommand.Press(story.Phrase())).Code);
    }

    [Fact]
    public void What_is_given_by_the_clock_that_is_now_counts()
    {
        var story = new Scenario().Armed().After(TimeSpan.FromHours(-1)).ApprovedBy(Some.Maya).ApprovedBy(Some.Dario).Wakes();

        Assert.Equal([Some.Dario.Id, Some.Maya.Id], story.Incident.Failover.Approvals.Select(a => a.By.Person).Order(StringComparer.Ordinal));
        Assert.Equal(2, story.Events.OfType<IncidentEvent.ApprovalLost>().Count());
    }

    [Fact]
    public void Clocks_that_differ_as_clocks_do_change_nothing()
    {
        var story = new Scenario().Armed().AfterSeconds(-60).Wakes();

        Assert.Equal((FailoverState.Armed, 2), (story.State, story.Incident.Failover.Approvals.Count));
    }
}
