using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>The refusals and turns that a journey that goes well never meets.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Where_nothing_is_open_nothing_is_rejected_or_waived()
    {
        var story = new Scenario().Opened();

        Assert.Equal(("nothing-proposed", "Nothing is open for rejection."), Said(story.Refused(Some.Maya, new IncidentCommand.Reject("no"))));
        Assert.Equal(("nothing-to-waive", "G2 is not a gate of an open proposal."), Said(story.Refused(Some.Maya, new IncidentCommand.Waive(GateId.G2, "why not"))));
    }

    [Fact]
    public void Preparing_without_approvals_names_the_roles_that_are_missing()
    {
        var refusal = new Scenario().Proposed().Refused(Some.Maya, new IncidentCommand.Prepare());

        Assert.Equal(("not-approved", "Approvals are missing: commander, data-owner."), Said(refusal));
        Assert.Equal("not-now", new Scenario().Opened().Refused(Some.Maya, new IncidentCommand.Prepare()).Code);
    }

    [Fact]
    public void Only_the_plans_target_is_proposed_and_only_with_a_plan()
    {
        var story = new Scenario().Opened().Down().Classified();
        Assert.Contains("not to 'mars-1'", story.Refused(Some.Ravi, new IncidentCommand.Propose("mars-1")).ToString(), StringComparison.Ordinal);
        story.Do(Some.Ravi, new IncidentCommand.Propose("eu-west-1"));

        var without = new Scenario().Do(Some.Maya, new IncidentCommand.Declare("INC-1", "checkout", Severity.Sev1, "it fails", null, []));
        Assert.Equal(("cannot-propose", "There is no failover plan for checkout."), Said(without.Refused(Some.Ravi, new IncidentCommand.Propose(null))));
    }

    [Fact]
    public void A_press_that_comes_too_early_is_told_what_comes_first()
    {
        var press = new IncidentCommand.Press("PROMOTE eu-west-1 LOSE 200");

        Assert.Equal(["`prepare` comes first."], new Scenario().Approved().Refused(Some.Maya, press).Remedies);
        Assert.Equal(["Wait until it is armed."], new Scenario().Preparing().Refused(Some.Maya, press).Remedies);
        Assert.Equal(["`retry` or `skip` the step that failed, or `abort`."],
            new Scenario().Preparing().RunNext().RunNext(StepOutcome.Failed, false).Refused(Some.Maya, press).Remedies);
        Assert.Equal(["Approve again: the steps are then verified again, and the failover is armed."], new Scenario().Armed().Wakes(120).Refused(Some.Maya, press).Remedies);
        Assert.Equal(["The card shows what is possible now."], new Scenario().Proposed().Refused(Some.Maya, press).Remedies);
    }

    [Fact]
    public void A_number_beyond_counting_is_none() =>
        Assert.Equal(["'99999999999999999999' is not a number of records."],
            new Scenario().Armed().Refused(Some.Maya, new IncidentCommand.Press("PROMOTE eu-west-1 LOSE 99999999999999999999")).Reasons);

    [Fact]
    public void Approvals_that_are_not_of_distinct_persons_other_than_the_proposer_do_not_press()
    {
        foreach (var second in (Person[])[Some.Maya, Some.Ravi])
        {
            var story = new Scenario().Armed().Do(second, new IncidentCommand.TakeRole(Role.Responder));
            var approvals = story.Failover.Approvals.Select(a => a.Role == Role.Commander ? a : a with { By = Some.As(second), HeldRole = Role.Responder });
            story.Situation = story.Situation with { Incident = story.Incident with { Failover = story.Failover with { Approvals = [.. approvals] } } };

            Assert.Equal(["The approvals are not by distinct persons other than the proposer."], story.Refused(Some.Maya, new IncidentCommand.Press(story.Phrase())).Reasons);
        }
    }

    [Fact]
    public void An_approval_of_another_digest_is_void()
    {
        var story = new Scenario().Approved();
        var approvals = story.Failover.Approvals.Select(a => a.Role == Role.Commander ? a : a with { Digest = "other" });
        story.Situation = story.Situation with { Incident = story.Incident with { Failover = story.Failover with { Approvals = [.. approvals] } } };

        Assert.Equal("it was given for another proposal.", story.Wakes().Only<IncidentEvent.ApprovalLost>().Reason);
        Assert.Equal(FailoverState.Proposed, story.State);
    }

    [Fact]
    public void Who_comes_when_all_roles_are_filled_is_told_so() =>
        Assert.Equal(("no-say", "You hold none of the roles that are open: all are filled."),
            Said(new Scenario().Approved().Refused(Some.Elin, new IncidentCommand.Approve(null, null, 100_000, TimeSpan.FromMinutes(15), false, "me too"))));

    [Fact]
    public void A_plan_may_let_preparing_begin_by_itself()
    {
        var story = new Scenario { Plan = Some.Plan() with { AutoPrepare = true } }.Approved();

        Assert.Equal((FailoverState.Preparing, "fence"), (story.State, story.Order!.Step.Id));
        Assert.True(story.Only<IncidentEvent.PreparingBegun>().By.IsBot);
    }

    [Fact]
    public void A_promotion_that_ends_the_commit_is_proven_before_anything_is_verified()
    {
        var plan = Some.Plan();
        var story = new Scenario { Plan = plan with { Steps = [.. plan.Steps.Where(s => s.Id != "route")] } }.Pressed();
        story.Finish(story.Start(), verified: false, effect: null);

        Assert.Equal((FailoverState.Committing, "promote", StepPurpose.Verify), (story.State, story.Order!.Step.Id, story.Order.Purpose));
        Assert.Equal(FailoverState.Verifying, story.RunNext().State);
    }

    [Fact]
    public void Taking_over_a_verification_that_is_stuck_verifies_again()
    {
        var story = new Scenario().Pressed().RunNext().RunNext().RunNext(StepOutcome.Failed, false)
            .Do(Some.Maya, new IncidentCommand.TakeOver(new Dictionary<string, string>()));

        Assert.Equal("Verified again after the takeover.", story.Only<IncidentEvent.StepReset>().Reason);
        Assert.Equal(("serving", 2), (story.Order!.Step.Id, story.Order.Attempt));
        Assert.Equal(FailoverState.Restored, story.RunNext().State);
    }

    [Fact]
    public void Once_the_probe_has_found_the_effect_nothing_is_skipped_and_a_retry_goes_on()
    {
        var story = new Scenario().Pressed().RunNext(StepOutcome.Failed, false).Do(Some.Maya, new IncidentCommand.StandDown("a"))
            .Do(Some.Dario, new IncidentCommand.StandDown("b")).RunNext();

        Assert.Equal("The promotion took effect.", story.Only<IncidentEvent.StandDownRefused>().Reason);
        Assert.Equal(("nothing-broken", "No step is broken any more."), Said(story.Refused(Some.Maya, new IncidentCommand.Skip(null, "done"))));
        Assert.Equal("route", story.Do(Some.Maya, new IncidentCommand.Retry(null)).Order!.Step.Id);
    }

    [Fact]
    public void A_fence_without_an_undo_is_lifted_by_hand()
    {
        var plan = Some.Plan();
        var story = new Scenario { Plan = plan with { Steps = [plan.Steps[0] with { Undo = null }, .. plan.Steps.Skip(1)] } }
            .Opened().Down().Do(Some.Maya, new IncidentCommand.Freeze("stop")).RunNext();

        Assert.Equal(("no-undo", "The plan's fence step has no undo: lift the fence by hand."), Said(story.Refused(Some.Maya, new IncidentCommand.Unfreeze("go"))));
    }

    [Fact]
    public void An_incident_exists_once_and_before_it_does_nothing_is_done()
    {
        Assert.Equal(("no-incident", "There is no such incident."), Said(new Scenario().Refused(Some.Maya, new IncidentCommand.TakeNote("hello"))));
        Assert.Equal(("exists", "INC-1 exists already."),
            Said(new Scenario().Opened().Refused(Some.Maya, new IncidentCommand.Declare("INC-1", "checkout", Severity.Sev1, "again", null, []))));
    }

    [Fact]
    public void Small_slips_are_answered_by_what_they_lack()
    {
        var waived = new Scenario().Armed().AfterSeconds(1).Says("target-healthy", 0).Do(Some.Dario, new IncidentCommand.Waive(GateId.G7, "a false alarm"));

        Assert.Equal(["`press` when the rest is open."], waived.Refused(Some.Dario, new IncidentCommand.Waive(GateId.G7, "again")).Remedies);
        Assert.Equal("It was not said which step was done.", Said(new Scenario().Preparing().Refused(Some.Ravi, new IncidentCommand.AttestStep("", "x"))).Reason);
    }

    private static (string Code, string Reason) Said(Refusal refusal) => (refusal.Code, Assert.Single(refusal.Reasons));
}
