using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Decisions;

/// <summary>The costs that the worked examples start from.</summary>
internal static class SomeCosts
{
    private static readonly LossTerms Terms = new(12m, "EUR", 0);

    /// <summary>r 600 a minute, f 0.5, X 5 min of which 2 with writes off, failback 500, C_bad 8,000, p 0.3, T_rec 5 min, d 10 min; the loss is worth 2,292, later 7,292.</summary>
    internal static CostInputs Given() => new(
        (Loss(191), LossWorth(7_292)), Input.Of(600m, "costs.lossPerMinute"), Input.Of(0.5m, "error-rate", Sample.Noon), Input.Of(Sample.Minutes(5), "p50 of the run"),
        Input.Of(Sample.Minutes(2), "its part"), Input.Of(500m, "costs.failback"), Input.Of(8_000m, "costs.failedFailover"), DrillTally.Of([]),
        Input.Of(0.3m, "assumed"), Input.Of(Sample.Minutes(5), "assumed"), Sample.Minutes(10), "EUR");

    /// <summary>A loss of so many records at 12 EUR; null for an unknown write rate.</summary>
    internal static Loss Loss(int? records) => Decisions.Sample.Noon is var noon && records is { } count
        ? Workflow.Decisions.Loss.For(new Exposure(noon, noon.AddSeconds(1), true, noon), Sample.Rate(count, count, count), Terms)!
        : Workflow.Decisions.Loss.For(new Exposure(noon, noon.AddSeconds(1), true, noon), null, Terms)!;

    private static Loss LossWorth(decimal money) => Loss(1) with { Money = money };
}
