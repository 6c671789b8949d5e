using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>The bell rings at the very tick at which time alone changes something: nothing happens a tick before.</summary>
public sealed class OutgrowingTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>90 records a second and 20 in flight pass 1,000 records this long after the recovery point.</summary>
    private static readonly DateTimeOffset PastAThousand = Some.T0.AddSeconds(-2).AddTicks(980 * TimeSpan.TicksPerSecond / 90) + Tick;

    [Fact]
    public void An_approval_expires() =>
        Rings<IncidentEvent.AuthorityLost>(new Scenario { Plan = Some.Plan() with { ApprovalExpiry = TimeSpan.FromSeconds(10) } }.Approved(), Some.T0.AddSeconds(10));

    [Fact]
    public void A_ceiling_of_records_is_outgrown() =>
        Rings<IncidentEvent.ApprovalLost>(new Scenario().Proposed().ApprovedBy(Some.Dario, 1000), PastAThousand);

    [Fact]
    public void A_ceiling_of_exposure_is_outgrown() =>
        Rings<IncidentEvent.ApprovalLost>(new Scenario().Proposed().ApprovedBy(Some.Dario, seconds: 15), Some.T0.AddSeconds(13) + Tick);

    [Fact]
    public void The_limit_above_which_the_executive_is_asked_is_outgrown() =>
        Rings<IncidentEvent.RoleRequired>(new Scenario { Plan = Executive(40_000m) }.Proposed().ApprovedBy(Some.Dario), PastAThousand);

    [Fact]
    public void Who_is_required_already_sets_no_bell() =>
        Assert.Equal(Some.T0.AddSeconds(30) + Tick, Deadlines.Next(new Scenario { Plan = Executive(4_000m) }.Proposed().ApprovedBy(Some.Dario).Incident));

    [Fact]
    public void A_write_rate_grows_old_and_with_it_the_bound_is_unknown() =>
        Rings<IncidentEvent.ApprovalLost>(new Scenario().Proposed().ApprovedBy(Some.Dario), Some.T0.AddSeconds(30) + Tick);

    [Fact]
    public void A_loss_that_becomes_unknown_asks_the_executive_even_where_the_approval_accepts_it() =>
        Rings<IncidentEvent.RoleRequired>(Unknown(new Scenario()), Some.T0.AddSeconds(30) + Tick);

    [Fact]
    public void Without_a_limit_an_unknown_loss_that_was_accepted_sets_no_bell() =>
        Rings<IncidentEvent.RpoReached>(Unknown(new Scenario { Plan = Executive(null) }), Some.T0.AddSeconds(58));

    [Fact]
    public void Behind_a_proven_death_the_rpo_is_reached_when_the_proof_lapses() =>
        Rings<IncidentEvent.RpoReached>(new Scenario().Opened().Lags(50).AfterSeconds(1).Says("primary-dead", 1), Some.T0.AddSeconds(31) + Tick);

    [Fact]
    public void A_rate_that_was_sampled_after_the_death_stays_known_until_the_proof_lapses()
    {
        var story = new Scenario().Approved().AfterSeconds(1).Says("primary-dead", 1).AfterSeconds(1).Rate(new WriteRate(50, 80, 90, 3600, Some.T0.AddSeconds(2)));

        Rings<IncidentEvent.ApprovalLost>(story.AfterSeconds(18).Says("primary-dead", 1), Some.T0.AddSeconds(50) + Tick);
    }

    [Fact]
    public void A_rate_that_was_sampled_at_the_death_itself_stays_known_too()
    {
        var story = new Scenario().Approved().AfterSeconds(2).Says("primary-dead", 1).Rate(new WriteRate(50, 80, 90, 3600, Some.T0.AddSeconds(2)));

        Rings<IncidentEvent.ApprovalLost>(story.AfterSeconds(18).Says("primary-dead", 1), Some.T0.AddSeconds(50) + Tick);
    }

    [Fact]
    public void A_rate_that_was_sampled_before_the_death_grows_old_as_ever() =>
        Rings<IncidentEvent.ApprovalLost>(new Scenario().Approved().AfterSeconds(1).Says("primary-dead", 1).AfterSeconds(19).Says("primary-dead", 1), Some.T0.AddSeconds(30) + Tick);

    [Fact]
    public void A_rate_that_was_sampled_before_the_fence_grows_old_and_one_from_after_it_does_not()
    {
        var before = new Scenario().Preparing().AfterSeconds(5).RunNext();
        var after = new Scenario().Preparing().AfterSeconds(5).RunNext().Rate(new WriteRate(50, 80, 90, 3600, Some.T0.AddSeconds(5)));

        Assert.Equal(Some.T0.AddSeconds(600), Deadlines.Next(after.Incident));
        Rings<IncidentEvent.AuthorityLost>(before, Some.T0.AddSeconds(30) + Tick);
    }

    [Fact]
    public void A_death_before_the_fence_is_the_edge_that_a_sample_is_held_against()
    {
        var story = new Scenario().Preparing().AfterSeconds(1).Says("primary-dead", 1).AfterSeconds(2)
            .Rate(new WriteRate(50, 80, 90, 3600, Some.T0.AddSeconds(2))).AfterSeconds(2).RunNext();

        Assert.Equal(Some.T0.AddSeconds(600), Deadlines.Next(story.Incident));
    }

    [Fact]
    public void Ceilings_beyond_counting_neither_ring_nor_throw()
    {
        var story = new Scenario().Proposed()
            .Do(Some.Dario, new IncidentCommand.Approve(null, null, long.MaxValue, TimeSpan.MaxValue, false, "anything"));

        Assert.Equal(Some.T0.AddSeconds(30) + Tick, Deadlines.Next(story.Incident));
    }

    [Theory]
    [InlineData(0, 80, null, 1000)]
    [InlineData(40, 0, null, 1000)]
    [InlineData(40, 80, null, 2420)]
    public void Without_a_value_a_rate_or_a_peak_what_is_left_is_counted(int value, int p95, int? max, long records)
    {
        var plan = Some.Plan() with { Loss = new LossTerms(value, "USD", 20), SampleEvery = TimeSpan.FromSeconds(1) };
        var story = new Scenario { Plan = plan }.Proposed().AfterSeconds(1).Rate(new WriteRate(p95, p95, max, 3600, Some.T0.AddSeconds(1))).ApprovedBy(Some.Dario, records);

        var passes = p95 == 0 ? DateTimeOffset.MaxValue : Some.T0.AddSeconds(-2).AddTicks((records - 20) * TimeSpan.TicksPerSecond / p95) + Tick;
        var stale = Some.T0.AddSeconds(31) + Tick;

        Assert.Equal(passes < stale ? passes : stale, Deadlines.Next(story.Incident));
    }

    [Fact]
    public void A_plan_without_a_rule_for_the_mode_asks_for_nobody_later()
    {
        var none = Some.Plan() with { Approvals = [] };
        var other = Some.Plan() with { Approvals = [new ApprovalRule(FailureMode.NetworkPartition, [], 8_001m)] };

        foreach (var plan in (FailoverPlan[])[none, other])
        {
            Assert.Equal(Some.T0.AddSeconds(58), Deadlines.Next(Unknown(new Scenario { Plan = plan }).Incident));
        }
    }

    private static Scenario Unknown(Scenario story) =>
        story.Proposed().Do(Some.Dario, new IncidentCommand.Approve(null, null, null, null, true, "unknown too"));

    private static FailoverPlan Executive(decimal? above) => Some.Plan() with { Approvals = [new ApprovalRule(FailureMode.RegionLoss, [], above)] };

    private static void Rings<T>(Scenario story, DateTimeOffset at)
        where T : IncidentEvent
    {
        Assert.Equal(at, Deadlines.Next(story.Incident));
        var before = story.Events.Count;
        story.Now = at - Tick;
        Assert.Equal(before, story.Wakes().Events.Count);
        story.Now = at;
        Assert.Contains(story.Wakes().Events.Skip(before), e => e is T);
    }
}
