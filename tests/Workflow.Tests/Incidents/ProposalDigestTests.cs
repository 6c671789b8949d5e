using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>A digest that is kept with its plan never speaks for another plan, nor for another proposal of the same plan.</summary>
public sealed class ProposalDigestTests
{
    [Fact]
    public void A_copy_of_a_plan_does_not_inherit_its_digest()
    {
        var plan = Some.Plan();
        var digest = Of(plan);
        Assert.NotEqual(digest, Of(plan with { Target = "eu-west-2" }));
        Assert.NotEqual(digest, Of(plan with { Steps = [.. plan.Steps.Skip(1)] }));
        Assert.NotEqual(digest, Of(plan with { Steps = [plan.Steps[0] with { Estimate = TimeSpan.FromHours(1) }, .. plan.Steps.Skip(1)] }));
        Assert.Equal(digest, Of(plan));
    }

    [Fact]
    public void Equal_plans_have_one_digest() => Assert.Equal(Of(Some.Plan()), Of(Some.Plan()));

    [Fact]
    public void Each_part_of_the_proposal_changes_the_digest_of_the_same_plan()
    {
        var plan = Some.Plan();
        string[] all =
        [
            Of(plan), ProposalDigest.Of(plan, FailureMode.SingleZone, 1, "P1", "abc"), ProposalDigest.Of(plan, FailureMode.RegionLoss, 2, "P1", "abc"),
            ProposalDigest.Of(plan, FailureMode.RegionLoss, 1, "P2", "abc"), ProposalDigest.Of(plan, FailureMode.RegionLoss, 1, "P1", "abd"),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(all[0], Of(plan));
    }

    [Fact]
    public void A_copy_of_a_snapshot_does_not_inherit_its_hash()
    {
        var snapshot = new Scenario().Proposed().Failover.Proposal!.Snapshot;
        var hash = ProposalDigest.Of(snapshot);
        Assert.NotEqual(hash, ProposalDigest.Of(snapshot with { At = snapshot.At.AddSeconds(1) }));
        Assert.Equal(hash, ProposalDigest.Of(snapshot with { }));
    }

    private static string Of(FailoverPlan plan) => ProposalDigest.Of(plan, FailureMode.RegionLoss, 1, "P1", "abc");
}
