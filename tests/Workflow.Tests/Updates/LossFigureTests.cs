using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Updates;

public sealed class LossFigureTests
{
    [Theory]
    [InlineData("At most 100 records are lost.")]
    [InlineData("We lost 4,199 orders.")]
    [InlineData("Up to 4.199 writes may be lost.")]
    [InlineData("Up to 4 199 customer orders may be missing.")]
    [InlineData("We may have lost up to 4k transactions.")]
    [InlineData("A loss of about 4.1 thousand rows.")]
    [InlineData("Up to **1**00 records may be lost.")]
    [InlineData("Up to １００ records may be lost.")]
    [InlineData("Missing: 12 orders")]
    public void A_smaller_loss_than_the_bound_is_refused(string text)
    {
        var fault = Assert.Single(ClaimGuard.Check(text, lossFreeProven: false, SomeFacts.Of(records: 4_200)));

        Assert.Contains("Up to 4,200 records may be lost.", fault.Instead, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Up to 4,200 records may be lost.")]
    [InlineData("Up to 4200 records may be lost.")]
    [InlineData("Up to 4.2k records may be lost.")]
    [InlineData("Up to 5 thousand orders may be lost.")]
    [InlineData("About 2,100 records, at most 4,200 records, may be lost.")]
    [InlineData("Between 100 and 4,200 records may be lost.")]
    [InlineData("At least 100 records are lost.")]
    [InlineData("More than 100 records are missing.")]
    [InlineData("We took 100 orders since 14:00. Orders may be lost.")]
    [InlineData("Orders between 14:01 and 14:03 UTC may be lost.")]
    public void The_bound_or_more_passes(string text) =>
        Assert.Empty(ClaimGuard.Check(text, lossFreeProven: false, SomeFacts.Of(records: 4_200)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_figure_is_refused_while_nothing_is_known(bool windowKnown)
    {
        var facts = SomeFacts.Of(records: null, lossKnown: windowKnown);

        var fault = Assert.Single(ClaimGuard.Check("At most 9,000,000 records are lost.", lossFreeProven: false, facts));

        Assert.Contains("not known", fault.Instead, StringComparison.Ordinal);
        Assert.Empty(ClaimGuard.Check("We do not know how many records are lost.", lossFreeProven: false, facts));
    }

    [Fact]
    public void Once_counted_the_count_may_be_told_though_it_is_below_the_bound()
    {
        var facts = SomeFacts.Of(records: 4_200, isFinal: true, actual: 812);

        Assert.Empty(ClaimGuard.Check("812 records were lost.", lossFreeProven: false, facts));
        var fault = Assert.Single(ClaimGuard.Check("811 records were lost.", lossFreeProven: false, facts));
        Assert.Contains("812 records were lost.", fault.Instead, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_suggested_wording_passes()
    {
        foreach (var facts in new[] { SomeFacts.Of(), SomeFacts.Of(lossKnown: false), SomeFacts.Of(records: 0), SomeFacts.Of(isFinal: true, actual: 7) })
        {
            foreach (var fault in ClaimGuard.Check("No data loss. At most 0 records are lost.", lossFreeProven: false, facts))
            {
                var wording = fault.Instead.Split('"')[1];
                Assert.Empty(ClaimGuard.Check(wording, lossFreeProven: false, facts));
            }
        }
    }
}
