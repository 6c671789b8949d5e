using IncidentBot.Workflow.Decisions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

/// <summary>Formula 6 by hand.</summary>
public sealed class CostTests
{
    [Fact]
    public void What_going_now_costs_is_the_sum_of_its_five_parts()
    {
        // money(E) 191 × 12 = 2,292; r X_off = 600/min × 2 min = 1,200; r f (X - X_off) = 600 × 0.5 × 3 min = 900; failback 500;
        // no drill: (0+1)/(0+2) = 1/2 of 8,000 = 4,000. In all 8,892.
        var cost = Cost.Of(SomeCosts.Given());

        Assert.Equal(8_892m, cost.Now.Value);
        Assert.Equal("8,892 EUR", cost.Now.Why.Result);
        Assert.Equal(
            "G = 2,292 EUR + 600 EUR/min × 2 min + 600 EUR/min × 50 % × (5 min - 2 min) + 500 EUR + (0 + 1) / (0 + 2) × 8,000 EUR = 8,892 EUR",
            cost.Now.Why.Line);
    }

    [Fact]
    public void Drills_that_failed_raise_the_price_of_a_failure_and_drills_that_held_lower_it()
    {
        // (k+1)/(n+2) of 8,000: 1 of 2 failed gives 2/4 = 4,000; 0 of 8 gives 1/10 = 800; 8 of 8 gives 9/10 = 7,200.
        Assert.Equal(8_892m, Cost.Of(SomeCosts.Given() with { Drills = new DrillTally(1, 2) }).Now.Value);
        Assert.Equal(5_692m, Cost.Of(SomeCosts.Given() with { Drills = new DrillTally(0, 8) }).Now.Value);
        Assert.Equal(12_092m, Cost.Of(SomeCosts.Given() with { Drills = new DrillTally(8, 8) }).Now.Value);
    }

    [Fact]
    public void What_waiting_costs_and_where_it_flips()
    {
        // d = 10 min, T_rec = 5 min. r f d = 600 × 0.5 × 10 = 3,000; r f T_rec = 1,500; G' = 8,892 + (later 7,292 - 2,292) = 13,892.
        // C = 0.3 × 1,500 + 0.7 × (3,000 + 13,892) = 450 + 11,824.4 = 12,274.4.
        // p* = (3,000 + 13,892 - 8,892) / (3,000 + 13,892 - 1,500) = 8,000 / 15,392 = 0.51975...
        var cost = Cost.Of(SomeCosts.Given());

        Assert.Equal(13_892m, cost.Later.Value);
        Assert.Equal(12_274.4m, cost.Waiting.Value);
        Assert.Equal("12,275 EUR", cost.Waiting.Why.Result);
        Assert.Equal(8_000m / 15_392m, cost.FlipPoint.Value);
        Assert.Equal("Waiting 10 min is right only if you believe it is at least 52 % likely to recover by then.", cost.Sentence);
        Assert.Equal(
            "p* = (600 EUR/min × 50 % × 10 min + 13,892 EUR - 8,892 EUR) / (600 EUR/min × 50 % × 10 min + 13,892 EUR - 600 EUR/min × 50 % × 5 min) = at least 52 %",
            cost.FlipPoint.Why.Line);
    }

    [Fact]
    public void At_the_flip_point_itself_waiting_costs_what_going_costs()
    {
        // Fenced, so that the loss stands still: G' = G = 8,892, and p* = 3,000 / (3,000 + 8,892 - 1,500) = 0.28868...
        var given = SomeCosts.Given();
        given = given with { Loss = (given.Loss.Now, given.Loss.Now) };
        var flip = Cost.Of(given).FlipPoint.Value!.Value;

        var there = Cost.Of(given with { Probability = Input.Of(flip, "test") });
        Assert.Equal(3_000m / 10_392m, flip);
        Assert.Equal(0, Math.Round(there.Waiting.Value!.Value - there.Now.Value!.Value, 12));
    }

    [Theory]
    [InlineData(100_000, "Going now costs less than waiting 10 min, even if it recovers by then.")]
    [InlineData(-1, "Waiting 10 min costs less than going now, even if it does not recover by then.")]
    public void Outside_of_0_to_1_there_is_a_sentence_and_no_percentage(int perMinute, string sentence)
    {
        // At 100,000 a minute: G = 2,292 + 200,000 + 150,000 + 500 + 4,000 = 356,792 and r f T_rec = 250,000, so a recovery at once is cheaper;
        // with a run of 1 min, all of it with writes off, G = 106,792, below what waiting for the recovery costs.
        var given = SomeCosts.Given() with { Run = Input.Of(TimeSpan.FromMinutes(1), "x"), WritesOff = Input.Of(TimeSpan.FromMinutes(1), "x") };
        given = perMinute > 0
            ? given with { LossPerMinute = Input.Of((decimal)perMinute, "x") }
            : given with { LossPerMinute = Input.Of(0m, "x"), Loss = (given.Loss.Now, given.Loss.Now) };

        var cost = Cost.Of(given);
        Assert.Equal(sentence, cost.Sentence);
        Assert.True(cost.FlipPoint.Value is >= 1 or <= 0);
        Assert.DoesNotContain('%', cost.Sentence!);
    }

    [Fact]
    public void Without_a_positive_denominator_there_is_no_flip_point()
    {
        // Nothing costs anything but the outage, and recovery comes at the very end of the wait: r f d + 0 - r f d = 0.
        var free = SomeCosts.Loss(0);
        var cost = Cost.Of(SomeCosts.Given() with
        {
            Loss = (free, free),
            Failback = Input.Of(0m, "x"),
            FailedFailover = Input.Of(0m, "x"),
            Run = Input.Of(TimeSpan.Zero, "x"),
            WritesOff = Input.Of(TimeSpan.Zero, "x"),
            Recovery = Input.Of(TimeSpan.FromMinutes(10), "x"),
        });

        Assert.Null(cost.FlipPoint.Value);
        Assert.Equal("Whether it recovers within 10 min makes no difference to the cost of waiting; going now costs 0 EUR, going then 0 EUR.", cost.Sentence);
        Assert.Contains("denominator is 0", cost.FlipPoint.Why.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_unknown_input_is_named_instead_of_a_flip_point()
    {
        var given = new CostInputs((null, null), Input.Unknown<decimal>("no r"), Input.Unknown<decimal>("no f"), Input.Unknown<TimeSpan>("no X"), Input.Unknown<TimeSpan>("no X_off"),
            Input.Unknown<decimal>("no failback"), Input.Unknown<decimal>("no C_bad"), DrillTally.Of([]), Input.Unknown<decimal>("no p"), Input.Unknown<TimeSpan>("no T_rec"),
            TimeSpan.FromMinutes(10), "EUR");
        var cost = Cost.Of(given);

        Assert.Null(cost.Sentence);
        Assert.Equal((null, null, null), (cost.Now.Value, cost.Waiting.Value, cost.FlipPoint.Value));
        Assert.Equal(
            ["money(E): replication lag was never sampled", "r: no r", "f: no f", "X: no X", "X_off: no X_off", "failback: no failback", "C_bad: no C_bad", "T_rec: no T_rec"],
            cost.FlipPoint.Why.Missing);
        Assert.Contains("p: no p", cost.Waiting.Why.Missing);
        Assert.Equal("unknown", cost.FlipPoint.Why.Result);
    }

    [Fact]
    public void The_probability_itself_is_not_needed_for_the_flip_point()
    {
        var cost = Cost.Of(SomeCosts.Given() with { Probability = Input.Unknown<decimal>("nobody assumed one") });
        Assert.Equal(8_000m / 15_392m, cost.FlipPoint.Value);
        Assert.Equal(["p: nobody assumed one"], cost.Waiting.Why.Missing);
    }

    [Fact]
    public void A_loss_of_unknown_size_leaves_no_flip_point()
    {
        var cost = Cost.Of(SomeCosts.Given() with { Loss = (SomeCosts.Loss(null), SomeCosts.Loss(null)) });
        Assert.Equal((null, null), (cost.FlipPoint.Value, cost.Sentence));
        Assert.Equal(["money(E): the write rate is unknown"], cost.FlipPoint.Why.Missing);
    }
}
