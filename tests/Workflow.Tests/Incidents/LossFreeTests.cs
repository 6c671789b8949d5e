using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>I13: each condition, flipped by itself, takes the claim away.</summary>
public sealed class LossFreeTests
{
    private const string Claim = "The switchover is finished. There was no data loss.";

    private static readonly Incident Proven = Switchover.Declared().Switched().Incident;

    public static TheoryData<string> Flips => [.. All.Keys];

    private static Dictionary<string, Func<Incident, Incident>> All => new()
    {
        ["a drill"] = i => i with { Drill = FailureMode.PlannedSwitchover },
        ["another mode was approved"] = i => With(i, f => f with { Proposal = f.Proposal! with { Mode = FailureMode.RegionLoss } }),
        ["no proposal"] = i => With(i, f => f with { Proposal = null }),
        ["the next move has begun"] = i => i with { Turned = true },
        ["not pressed"] = i => With(i, f => f with { CommittedAt = null }),
        ["loss at the press unknown"] = i => With(i, f => f with { CommittedLoss = null }),
        ["not drained at the press"] = i => With(i, f => f with { CommittedLoss = f.CommittedLoss! with { Drained = null } }),
        ["a bound above zero"] = i => With(i, f => f with { CommittedLoss = f.CommittedLoss! with { Bound = 1 } }),
        ["an exposure above zero"] = i => With(i, f => f with { CommittedLoss = f.CommittedLoss! with { Exposure = f.CommittedLoss.Exposure with { From = f.CommittedLoss.Exposure.Edge.AddTicks(-1) } } }),
        ["the fence was lifted"] = i => i with { Fence = FenceRecord.None },
        ["the fence was open meanwhile"] = i => i with { Fence = i.Fence with { VerifiedAt = i.Fence.VerifiedAt!.Value.AddSeconds(5) } },
        ["the promotion is unproven"] = i => Step(i, "promote", s => s with { VerifiedAt = null }),
        ["the promotion failed"] = i => Step(i, "promote", s => s with { Status = StepStatus.Failed }),
        ["the proof of service was skipped"] = i => Step(i, "serving", s => s with { Status = StepStatus.Skipped }),
        ["verifying"] = i => With(i, f => f with { State = FailoverState.Verifying }),
        ["stuck"] = i => With(i, f => f with { State = FailoverState.Stuck }),
        ["never restored"] = i => With(i, f => f with { RestoredAt = null }),
        ["reconciliation counted a loss"] = i => With(i, f => f with { State = FailoverState.Reconciled, ActualLoss = 1 }),
        ["reconciliation could not count"] = i => With(i, f => f with { State = FailoverState.Reconciled, ActualLoss = null }),
        ["an earlier move lost data"] = i => i with { PastMoves = [new PastMove(null, 7)] },
        ["an earlier move may have lost data"] = i => i with { PastMoves = [new PastMove(null, null)] },
        ["no plan"] = i => i with { Plan = null },
    };

    [Fact]
    public void A_finished_and_verified_switchover_may_be_called_free_of_loss()
    {
        Assert.True(May(Proven));
        Assert.True(May(With(Proven, f => f with { State = FailoverState.Reconciled, ActualLoss = 0 })));
        Assert.True(May(Proven with { PastMoves = [new PastMove(null, 0)] }));
    }

    [Theory]
    [MemberData(nameof(Flips))]
    public void Without_any_one_condition_the_claim_is_refused(string flip)
    {
        var flipped = All[flip](Proven);
        Assert.NotEmpty(LossFree.WhyNot(flipped));
        Assert.False(May(flipped));
    }

    [Fact]
    public void Along_a_whole_journey_the_claim_is_refused_until_verification_has_passed()
    {
        var story = Switchover.Declared().Drained();
        Assert.Equal("claim", story.Refused(Some.Maya, new IncidentCommand.SendUpdate(Audience.Customers, Claim, true, true)).Code);
        Assert.Null(story.TryPress().Refusal);
        for (var left = 3; left > 0; left--)
        {
            Assert.Equal("claim", story.Refused(Some.Maya, new IncidentCommand.SendUpdate(Audience.Customers, Claim, true, true)).Code);
            story.RunNext();
        }

        story.Do(Some.Maya, new IncidentCommand.SendUpdate(Audience.Customers, Claim, true, true));
    }

    private static bool May(Incident incident)
    {
        var facts = UpdateFactsOf.Incident(incident, Some.T0.AddMinutes(5));
        return ClaimGuard.Check(Claim, facts.LossFreeProven, facts).Count == 0;
    }

    private static Incident With(Incident incident, Func<FailoverRecord, FailoverRecord> change) => incident with { Failover = change(incident.Failover) };

    private static Incident Step(Incident incident, string step, Func<StepProgress, StepProgress> change) =>
        With(incident, f => f with { Steps = [.. f.Steps.Select(s => s.Step == step ? change(s) : s)] });
}
