using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class CostProperties
{
    private static readonly Gen<CostInputs> Given =
        from money in Gen.Choose(0, 1_000_000)
        from grows in Gen.Choose(0, 500_000)
        from r in Gen.Choose(0, 20_000)
        from f in Gen.Choose(0, 100)
        from off in Gen.Choose(0, 600)
        from rest in Gen.Choose(0, 1200)
        from failback in Gen.Choose(0, 10_000)
        from bad in Gen.Choose(0, 1_000_000)
        from n in Gen.Choose(0, 30)
        from k in Gen.Choose(0, n)
        from p in Gen.Choose(0, 100)
        from wait in Gen.Choose(1, 3600)
        from recovery in Gen.Choose(1, wait)
        from unknown in Gen.Choose(0, 40)
        select With(unknown, SomeCosts.Given() with
        {
            Loss = (SomeCosts.Loss(1) with { Money = money / 100m }, SomeCosts.Loss(1) with { Money = (money + grows) / 100m }),
            LossPerMinute = Input.Of(r / 7m, "r"),
            Affected = Input.Of(f / 100m, "f"),
            WritesOff = Input.Of(Sample.Seconds(off), "off"),
            Run = Input.Of(Sample.Seconds(off + rest), "run"),
            Failback = Input.Of(failback / 3m, "failback"),
            FailedFailover = Input.Of((decimal)bad, "bad"),
            Drills = new DrillTally(k, n),
            Probability = Input.Of(p / 100m, "p"),
            Recovery = Input.Of(Sample.Seconds(recovery), "rec"),
            Wait = Sample.Seconds(wait),
        });

    [Fact]
    public void The_flip_point_is_within_0_and_1_or_its_own_sentence_stands_without_a_percentage() =>
        Prop.ForAll(Given.ToArbitrary(), given =>
        {
            var cost = Cost.Of(given);
            return cost.FlipPoint.Value switch
            {
                > 0 and < 1 => cost.Sentence!.Contains(" %", StringComparison.Ordinal) && cost.Sentence.Contains("only if you believe", StringComparison.Ordinal),
                >= 1 => cost.Sentence!.StartsWith("Going now costs less", StringComparison.Ordinal),
                <= 0 => cost.Sentence!.StartsWith("Waiting", StringComparison.Ordinal) && cost.Sentence.Contains("costs less", StringComparison.Ordinal),
                null when cost.Sentence is null => cost.FlipPoint.Why.Missing.Count > 0 && cost.FlipPoint.Why.Result == "unknown",
                null => !cost.Sentence.Contains('%', StringComparison.Ordinal),
            };
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Below_the_flip_point_going_costs_less_and_above_it_waiting_does() =>
        Prop.ForAll(Given.ToArbitrary(), given =>
        {
            var cost = Cost.Of(given);
            if (cost is not { FlipPoint.Value: { } flip, Waiting.Value: { } waiting, Now.Value: { } going } || Math.Abs(flip - given.Probability.Value!.Value) < 1e-9m)
            {
                return true;
            }

            return given.Probability.Value < flip == going < waiting;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_costs_less_than_nothing_and_a_longer_wait_never_makes_going_cheaper() =>
        Prop.ForAll(Given.ToArbitrary(), given =>
        {
            var cost = Cost.Of(given);
            return !(cost.Now.Value < 0) && !(cost.Waiting.Value < 0) && !(cost.Later.Value < cost.Now.Value);
        }).QuickCheckThrowOnFailure();

    /// <summary>In some cases one input is not known.</summary>
    private static CostInputs With(int unknown, CostInputs given) => unknown switch
    {
        0 => given with { Affected = Input.Unknown<decimal>("f") },
        1 => given with { Recovery = Input.Unknown<TimeSpan>("rec"), Probability = Input.Unknown<decimal>("p") },
        2 => given with { Loss = (null, null) },
        3 => given with { Loss = (given.Loss.Now! with { Money = 0 }, given.Loss.Now with { Money = 0 }), LossPerMinute = Input.Of(0m, "r"), Failback = Input.Of(0m, "f"), FailedFailover = Input.Of(0m, "b") },
        _ => given,
    };
}
