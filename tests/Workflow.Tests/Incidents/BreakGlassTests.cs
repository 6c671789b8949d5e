using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>Two persons standing in for absent ones: only then, only for what they name, and looked at afterwards.</summary>
public sealed class BreakGlassTests
{
    private const string DataOwner = "BREAK GLASS checkout data-owner";

    [Fact]
    public void Commander_and_a_responder_replace_an_absent_data_owner_and_a_review_is_open()
    {
        var story = Absent().Do(Some.Ravi, Break()).Do(Some.Maya, Break());

        Assert.Equal(FailoverState.Approved, story.State);
        Assert.Empty(Outlook.MissingRoles(story.Failover));
        Assert.Contains("data-owner by Ravi Iyer and Maya Okafor", Assert.Single(story.Incident.Reviews).About, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_refused_with_every_reason_before_the_chain_is_exhausted()
    {
        var refusal = new Scenario { People = People }.Proposed().Refused(Some.Maya, new IncidentCommand.BreakGlass("BREAK GLASS payments data-owner G7", null, null, false, " "));

        Assert.Equal("break-glass", refusal.Code);
        Assert.Equal(4, refusal.Reasons.Count);

        var early = new Scenario { People = People }.Proposed().Refused(Some.Maya, Break("BREAK GLASS checkout data-owner commander G7 G1"));
        Assert.Contains("The chain of data-owner is not exhausted before", early.ToString(), StringComparison.Ordinal);
        Assert.Contains("Dario Conti was asked at", early.ToString(), StringComparison.Ordinal);
        Assert.Contains("G7 is open", early.ToString(), StringComparison.Ordinal);
        Assert.Contains("The chain of commander is not exhausted", early.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_takes_two_persons_one_of_them_the_commander_within_the_limit_and_the_same_phrase()
    {
        var story = Absent().Do(Some.Ravi, Break());
        Assert.Equal(FailoverState.Proposed, story.State);
        Assert.Contains("a second person", story.Refused(Some.Ravi, Break()).ToString(), StringComparison.Ordinal);
        Assert.Contains("One of the two must be the commander", story.Refused(Some.Debo, Break()).ToString(), StringComparison.Ordinal);
        Assert.Contains("confirm exactly that", story.Refused(Some.Maya, Break(DataOwner + " G4")).ToString(), StringComparison.Ordinal);

        story.Wakes(180);
        Assert.Contains("no second person", story.Only<IncidentEvent.BreakGlassLost>().Reason, StringComparison.Ordinal);
        Assert.Empty(story.Failover.Glass);
        Assert.Equal(FailoverState.Proposed, story.State);
    }

    [Fact]
    public void The_proposer_may_be_one_of_the_two_and_the_commanders_own_role_may_be_absent()
    {
        var story = new Scenario { People = People }.Opened().Down().Classified().Do(Some.Maya, new IncidentCommand.Propose(null))
            .ApprovedBy(Some.Dario).Wakes(600).Fresh().Wakes(200).Fresh();
        var glass = Break("BREAK GLASS checkout commander");
        story.Do(Some.Maya, glass).Do(Some.Ravi, glass);

        Assert.DoesNotContain(Role.Commander, Outlook.MissingRoles(story.Failover));
    }

    [Fact]
    public void A_growing_loss_an_expiry_a_change_of_mode_and_a_person_lost_take_it_back()
    {
        foreach (var (lost, reason) in new (Action<Scenario>, string)[]
        {
            (s => s.AfterSeconds(1).Rate(new WriteRate(50, 80, 9_000_000, 3600, s.Now)), "ceiling"),
            (s => s.Wakes(600), "expired"),
            (s => s.After(TimeSpan.FromHours(-1)).Wakes(), "behind the log"),
            (s => s.Classified(FailureMode.NetworkPartition), "failure mode changed"),
            (s => s.Directory(Some.Ravi with { Active = false }), "Ravi Iyer is deactivated"),
            (s => s.Directory(Some.Maya with { Guest = true }), "Maya Okafor is deactivated, a guest"),
            (s => s.Do(Some.Maya, new IncidentCommand.DropRole(Role.Commander)), "neither of the two is the commander"),
        })
        {
            var story = Absent().Do(Some.Ravi, Break()).Do(Some.Maya, Break());
            lost(story);

            Assert.Contains(reason, story.Only<IncidentEvent.BreakGlassLost>().Reason, StringComparison.Ordinal);
            Assert.Equal(FailoverState.Proposed, story.State);
            Assert.Single(story.Incident.Reviews);
        }
    }

    [Fact]
    public void A_rejection_by_the_data_owner_who_woke_up_voids_it()
    {
        var story = Absent().Do(Some.Ravi, Break()).Do(Some.Maya, Break()).Do(Some.Dario, new IncidentCommand.Reject("the replica is behind"));

        Assert.Empty(story.Failover.Glass);
        Assert.Equal(FailoverState.Proposed, story.State);
    }

    [Fact]
    public void A_closed_gate_is_passed_where_those_who_waive_it_are_absent_and_the_press_stores_it()
    {
        var story = Absent(target: 0);
        Assert.Contains("name data-owner", story.Refused(Some.Ravi, Break("BREAK GLASS checkout G7")).ToString(), StringComparison.Ordinal);
        var glass = Break(DataOwner + " G7");
        story.Do(Some.Ravi, glass).Do(Some.Maya, glass).Do(Some.Maya, new IncidentCommand.Prepare()).RunNext().RunNext().AfterSeconds(1)
            .Fresh(("fenced", 1), ("error-rate", 0.9m), ("primary-healthy", 0), ("target-healthy", 0)).Classified();
        var loss = Outlook.LossAt(story.Incident, story.Now)!;
        Assert.True(loss.Exposure.Span > story.Plan.Rpo);
        story.Do(Some.Maya, new IncidentCommand.Waive(GateId.G4, "we accept it")).Press();

        var stored = Assert.Single(story.Only<IncidentEvent.PointOfNoReturn>().BreakGlass!);
        Assert.Equal(("data-owner G7", "ravi", "maya"), (stored.Names(), stored.OpenedBy.Person, stored.ConfirmedBy!.Person));
    }

    [Fact]
    public void The_fence_is_passed_only_with_the_word_split_brain()
    {
        var story = Absent();

        Assert.Contains("split-brain", story.Refused(Some.Ravi, Break(DataOwner + " G5")).ToString(), StringComparison.Ordinal);
        story.Do(Some.Ravi, Break(DataOwner + " G5") with { Reason = "nobody answers, and we accept split-brain" });
    }

    [Fact]
    public void Nothing_passes_what_break_glass_may_never_pass()
    {
        foreach (var id in (int[])[3, 6, 14])
        {
            Assert.NotNull(GlassLimits.WhyNever(new PlanGate((GateId)id, [], 0, TimeSpan.FromMinutes(1))));
        }

        var corrupt = Absent().Classified(FailureMode.DataCorruption);
        Assert.Contains("data-corruption now", corrupt.Refused(Some.Ravi, Break()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_press_is_bound_by_the_ceiling_of_break_glass_too()
    {
        var story = Absent().Do(Some.Ravi, Break() with { Records = 70_000 }).Do(Some.Maya, Break()).Do(Some.Maya, new IncidentCommand.Prepare()).RunNext().RunNext();
        Assert.Equal(FailoverState.Armed, story.State);

        Assert.Contains("the lowest ceiling is 70000", story.Refused(Some.Maya, new IncidentCommand.Press("PROMOTE eu-west-1 LOSE 80000")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_only_waives_is_called_by_hand_first()
    {
        var story = Absent();
        var glass = Break("BREAK GLASS checkout comms-lead G15");
        Assert.Contains("`call comms-lead`", new Scenario { People = People }.Opened().Down().Classified().Do(Some.Ravi, new IncidentCommand.Propose(null))
            .Refused(Some.Ravi, glass).ToString(), StringComparison.Ordinal);

        story.Do(Some.Maya, new IncidentCommand.CallRole(Role.CommsLead));
        Assert.Contains(story.Events.OfType<IncidentEvent.ApproverCalled>(), e => e is { Role: Role.CommsLead, Person: "maya" });
        Assert.Equal("called-already", story.Refused(Some.Maya, new IncidentCommand.CallRole(Role.CommsLead)).Code);
    }

    [Fact]
    public void A_review_stays_open_until_somebody_else_closes_it_and_the_incident_does_not_end_before()
    {
        var story = Absent().Do(Some.Ravi, Break()).Do(Some.Maya, Break()).Do(Some.Maya, new IncidentCommand.Abort("the region is back", false))
            .Do(Some.Maya, new IncidentCommand.Resolve("back"));
        Assert.Equal("review-open", story.Refused(Some.Maya, new IncidentCommand.Close("done")).Code);
        Assert.Equal(2, story.Refused(Some.Ravi, new IncidentCommand.CloseReview(1, "")).Reasons.Count);
        Assert.Equal("no-review", story.Refused(Some.Dario, new IncidentCommand.CloseReview(2, "fine")).Code);

        story.Do(Some.Dario, new IncidentCommand.CloseReview(1, "I was on a plane; it was right")).Do(Some.Maya, new IncidentCommand.Close("done"));
        Assert.Equal(IncidentPhase.Closed, story.Incident.Phase);
    }

    [Theory]
    [InlineData("break  glass CHECKOUT g7 data_owner", "data-owner G7")]
    [InlineData("BREAK GLASS checkout", null)]
    [InlineData("BREAK GLASS checkout data-owner data-owner", null)]
    [InlineData("BREAK GLASS checkout 2", null)]
    [InlineData("BREAK GLASS checkout king G99", null)]
    [InlineData("SMASH GLASS checkout G2", null)]
    [InlineData("BREAK GLASS payments G2", null)]
    public void The_phrase_names_the_service_and_every_role_and_gate_once(string typed, string? names)
    {
        var reasons = new List<string>();
        var phrase = BreakGlassPhrase.Read(typed, "checkout", reasons);

        Assert.Equal(names is null, reasons.Count > 0);
        Assert.Equal(names is null ? null : $"BREAK GLASS checkout {names}", phrase is null ? null : BreakGlassPhrase.For("checkout", phrase.Roles, phrase.Gates));
    }

    private static Roster People => new(Some.Roster.All, [], "elin");

    /// <summary>The commander has approved, and nobody answers for the data owner.</summary>
    private static Scenario Absent(decimal target = 1) =>
        new Scenario { People = People, Plan = Some.Plan() with { Approvals = [new ApprovalRule(FailureMode.RegionLoss, [], null)] } }.Proposed().Wakes(150).Wakes(150).Classified()
            .Fresh(("error-rate", 0.9m), ("primary-healthy", 0), ("target-healthy", target), ("primary-dead", 0), ("fenced", 0)).ApprovedBy(Some.Maya);

    private static IncidentCommand.BreakGlass Break(string typed = DataOwner) => new(typed, 1_000_000, TimeSpan.FromHours(1), false, "nobody answers");
}
