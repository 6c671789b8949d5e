using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class PressTests
{
    [Theory]
    [InlineData("promote it", "The phrase is")]
    [InlineData("PROMOTE eu-west-1", "The phrase is")]
    [InlineData("PROMOTE us-east-1 LOSE 200", "'us-east-1'")]
    [InlineData("PROMOTE eu-west-1 LOSE 199", "you typed 199")]
    [InlineData("PROMOTE eu-west-1 LOSE 100001", "the lowest ceiling is 100000")]
    [InlineData("PROMOTE eu-west-1 LOSE UNKNOWN", "is known: 200")]
    public void What_is_typed_wrong_is_refused(string typed, string reason)
    {
        var story = new Scenario().Armed();

        var refusal = story.Refused(Some.Maya, new IncidentCommand.Press(typed));

        Assert.Equal("press-refused", refusal.Code);
        Assert.Contains(reason, refusal.Reasons[0], StringComparison.Ordinal);
        Assert.Equal(FailoverState.Armed, story.State);
        Assert.Equal(typed, story.Only<IncidentEvent.PressRefused>().Typed);
    }

    [Theory]
    [InlineData("PROMOTE eu-west-1 LOSE 200", 200)]
    [InlineData(" promote  EU-WEST-1 lose 4,200 ", 4_200)]
    [InlineData("PROMOTE eu-west-1 LOSE 100 000", 100_000)]
    public void The_number_is_a_bound_between_the_loss_and_the_lowest_ceiling(string typed, long bound)
    {
        var story = new Scenario().Armed().Do(Some.Maya, new IncidentCommand.Press(typed));

        Assert.Equal(FailoverState.Committing, story.State);
        Assert.Equal(bound, story.Only<IncidentEvent.PointOfNoReturn>().Bound);
    }

    [Fact]
    public void All_that_it_rested_on_is_stored_with_it()
    {
        var story = new Scenario().Pressed();
        var press = story.Only<IncidentEvent.PointOfNoReturn>();

        Assert.Equal(story.Failover.Proposal!.Digest, press.Digest);
        Assert.Equal(story.Failover.Epoch, press.Epoch);
        Assert.Equal(["maya", "dario"], press.Approvals.Select(a => a.By.Person));
        Assert.Equal(story.Plan.Gates.Select(g => g.Id), press.Gates.Select(g => g.Gate));
        Assert.Equal(200, press.Loss!.Bound);
        Assert.NotEmpty(press.Readings);
        Assert.Equal("maya", press.By.Person);
    }

    [Fact]
    public void Only_the_commander_presses_and_no_bot_does()
    {
        var story = new Scenario().Armed();
        var press = new IncidentCommand.Press(story.Phrase());

        Assert.Equal("role-needed", story.Refused(Some.Dario, press).Code);
        Assert.Equal("role-needed", story.Refused(Some.Ravi, press).Code);
        Assert.Equal("person-needed", story.Refused(null, press).Code);
        story.People = new Roster(Some.Roster.All.Select(p => p.Id == "maya" ? p with { Roles = [] } : p));
        Assert.Equal("role-needed", story.Refused(Some.Maya, press).Code);
    }

    [Fact]
    public void An_unknown_loss_needs_approvals_that_accept_it_and_is_typed_as_unknown()
    {
        var story = new Scenario().Opened().Down().Classified().Do(Some.Ravi, new IncidentCommand.Propose(null))
            .Do(Some.Maya, new IncidentCommand.DraftUpdate(Audience.Executives, "We do not yet know how much data is affected.", true))
            .AfterSeconds(1).Rate(new WriteRate(null, null, null, 0, Some.T0.AddSeconds(1)));
        foreach (var person in (Person[])[Some.Maya, Some.Dario])
        {
            Assert.Equal("ceiling", story.Refused(person, new IncidentCommand.Approve(null, null, 5_000, TimeSpan.FromSeconds(60), false, "")).Code);
            story.Do(person, new IncidentCommand.Approve(null, null, null, null, true, "unknown accepted"));
        }

        // An unknown loss is above any limit: the executive must accept it too.
        Assert.Equal([Role.Executive], Outlook.MissingRoles(story.Failover));
        story.Do(Some.Elin, new IncidentCommand.Approve(null, null, null, null, true, "unknown accepted"))
            .Do(Some.Maya, new IncidentCommand.Prepare()).RunNext().RunNext().AfterSeconds(1).Says("fenced", 1);

        Assert.Contains("cannot be promised", story.Refused(Some.Maya, new IncidentCommand.Press("PROMOTE eu-west-1 LOSE 5000")).ToString(), StringComparison.Ordinal);
        story.Do(Some.Maya, new IncidentCommand.Press("PROMOTE eu-west-1 LOSE UNKNOWN"));
        Assert.Null(story.Only<IncidentEvent.PointOfNoReturn>().Bound);
    }

    [Fact]
    public void A_plan_that_is_not_the_one_approved_does_not_run()
    {
        var story = new Scenario().Armed();
        var changed = story.Plan with { Steps = [.. story.Plan.Steps.Select(s => s with { Title = s.Title + "!" })] };
        story.Situation = story.Situation with { Incident = story.Incident with { Plan = changed } };

        Assert.Equal(["What would run is not what was approved: the digests differ."], story.Refused(Some.Maya, new IncidentCommand.Press(story.Phrase())).Reasons);
    }

    [Fact]
    public void Every_reason_is_given_at_once()
    {
        var story = new Scenario().Armed().AfterSeconds(1).Says("error-rate", 0.1m).Says("target-healthy", 0);

        var refusal = story.Refused(Some.Maya, new IncidentCommand.Press("PROMOTE eu-west-1 LOSE 1"));

        Assert.Equal(3, refusal.Reasons.Count);
    }

    [Fact]
    public void Where_the_plan_asks_for_a_one_time_code_only_a_fresh_one_lets_press()
    {
        var story = new Scenario { Plan = Some.Plan() with { StepUp = true } }.Armed();
        foreach (var at in (DateTimeOffset?[])[null, story.Now - Actor.StepUpHolds - TimeSpan.FromTicks(1), story.Now.AddTicks(1)])
        {
            var refused = Decide.On(story.Situation, new IncidentCommand.Press(story.Phrase()), new CommandContext(story.Now, Some.As(Some.Maya) with { SteppedUpAt = at }, story.People));
            Assert.Contains("one-time code", refused.Refusal!.ToString(), StringComparison.Ordinal);
        }

        var pressed = Decide.On(story.Situation, new IncidentCommand.Press(story.Phrase()), new CommandContext(story.Now, Some.As(Some.Maya) with { SteppedUpAt = story.Now - Actor.StepUpHolds }, story.People));
        Assert.Null(pressed.Refusal);
        Assert.Equal(story.Now - Actor.StepUpHolds, pressed.Events.OfType<IncidentEvent.PointOfNoReturn>().Single().By.SteppedUpAt);
    }
}
