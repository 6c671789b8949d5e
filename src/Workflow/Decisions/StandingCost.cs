using IncidentBot.Workflow.Decisions.Explaining;
using IncidentBot.Workflow.Plans;
using static IncidentBot.Workflow.Decisions.Explaining.Amounts;
using static IncidentBot.Workflow.Decisions.Explaining.Term;

namespace IncidentBot.Workflow.Decisions;

/// <summary>What standing ready costs a year, against a single region and beside what outages cost; money in the plan's currency.</summary>
/// <param name="PerYear"><c>GB/day * 365 * price/GB + standby compute + storage</c>: what two regions cost more than one.</param>
/// <param name="Replication">The first part of it alone.</param>
/// <param name="Outages"><c>outages/yr * loss per outage</c>, which a single region would cost.</param>
/// <param name="Ratio">Outages over standing cost: above 1, standing ready costs less than it saves.</param>
/// <param name="Synchronous">What synchronous replication's added time costs a year, by the plan's assumption.</param>
/// <param name="Accepted">What asynchronous replication accepts to lose a year: <c>outages/yr * RPO * writes/s * value per write</c>.</param>
public sealed record StandingCost(
    Explained<decimal> PerYear, Explained<decimal> Replication, Explained<decimal> Outages, Explained<decimal> Ratio,
    Explained<decimal> Synchronous, Explained<decimal> Accepted)
{
    private const string Rounding = "A year has 365 days. Shown in whole units, rounded up.";

    /// <summary>The figures of a plan; whatever its <c>standing</c> does not say is unknown and named.</summary>
    public static StandingCost Of(FailoverPlan plan)
    {
        var (s, currency) = (plan.Standing ?? new PlanStanding(null, null, null, null, null, null, null, null), plan.Loss.Currency);
        var (volume, price) = (Number("GB/day", s.GigabytesPerDay, "GB"), Cash("price/GB", s.PricePerGigabyte, currency));
        var (compute, storage) = (Cash("compute", s.ComputePerYear, currency), Cash("storage", s.StoragePerYear, currency));
        var (outages, loss) = (Number("outages/yr", s.OutagesPerYear, ""), Cash("loss per outage", s.LossPerOutage, currency));
        var writes = s.WritesPerSecond is { } w ? Rate("writes/s", w, Source("writesPerSecond")) : null;
        var days = Count("365", 365, "");
        var sent = volume is null || price is null ? null : volume * days * price;
        var standing = sent is null || compute is null || storage is null ? null : sent + compute + storage;
        var saved = outages is null || loss is null ? null : outages * loss;
        return new StandingCost(
            Money("standing", "Standing cost a year of the second region", "GB/day × 365 × price/GB + compute + storage", standing, currency, [volume, price, compute, storage], ["GB/day", "price/GB", "compute", "storage"]),
            Money("replication", "Replication a year", "GB/day × 365 × price/GB", sent, currency, [volume, price], ["GB/day", "price/GB"]),
            Money("outages", "What outages would cost a year in a single region", "outages/yr × loss per outage", saved, currency, [outages, loss], ["outages/yr", "loss per outage"]),
            Compared(standing, saved, [volume, price, compute, storage, outages, loss]),
            Sync(s.Sync, currency),
            Money("accepted", "What asynchronous replication accepts to lose a year, at the RPO", "outages/yr × RPO × writes/s × value per write",
                outages is null || writes is null ? null : outages * Span("RPO", plan.Rpo, "rpo") * writes * Amounts.Money("value per write", plan.Loss.ValuePerWrite, currency, "loss.valuePerWrite"),
                currency, [outages, writes], ["outages/yr", "writes/s"]));
    }

    private static Explained<decimal> Compared(Term? standing, Term? saved, Given?[] inputs)
    {
        const string title = "Outages of a single region over the standing cost of two";
        const string formula = "(outages/yr × loss per outage) / (GB/day × 365 × price/GB + compute + storage)";
        if (standing is null || saved is null || standing.Value == 0)
        {
            return new Explained<decimal>(null, Explanation.Without("ratio", title, formula, standing?.Value == 0
                ? ["the standing cost is 0, so there is no ratio"]
                : Missing(inputs, ["GB/day", "price/GB", "compute", "storage", "outages/yr", "loss per outage"]), inputs));
        }

        var ratio = saved / standing;
        return new Explained<decimal>(ratio.Value, Explanation.Of("ratio", title, ratio, Ratios(ratio.Value), "Shown in hundredths, rounded down: the saving must not read as more than it is."));
    }

    private static Explained<decimal> Sync(SyncTerms? terms, string currency)
    {
        const string title = "What synchronous replication's added time would cost a year";
        if (terms is null)
        {
            return new Explained<decimal>(null, Explanation.Without("sync", title, "revenue × share × added / per", ["sync: `standing.sync` of the plan"], []));
        }

        var cost = Amounts.Money("revenue", terms.RevenuePerYear, currency, Source("sync.revenuePerYear")) * Share("share", terms.Share, $"assumed: {terms.Source}")
            * Span("added", terms.Added, Source("sync.added")) / Span("per", terms.Per, $"assumed: {terms.Source}");
        return new Explained<decimal>(cost.Value, Explanation.Of("sync", title, cost, Rounded(cost.Value, currency), $"Priced by an assumption: {terms.Source}.", Rounding));
    }

    private static Explained<decimal> Money(string name, string title, string formula, Term? sum, string currency, Given?[] inputs, string[] symbols) => sum is null
        ? new(null, Explanation.Without(name, title, formula, Missing(inputs, symbols), inputs))
        : new(sum.Value, Explanation.Of(name, title, sum, Rounded(sum.Value, currency), Rounding));

    private static IReadOnlyList<string> Missing(Given?[] inputs, string[] symbols) =>
        [.. symbols.Where((_, i) => inputs[i] is null).Select(symbol => $"{symbol}: `{Source(Keys[symbol])}` of the plan")];

    private static readonly Dictionary<string, string> Keys = new()
    {
        ["GB/day"] = "replicationPerDay",
        ["price/GB"] = "pricePerGb",
        ["compute"] = "computePerYear",
        ["storage"] = "storagePerYear",
        ["outages/yr"] = "outagesPerYear",
        ["loss per outage"] = "lossPerOutage",
        ["writes/s"] = "writesPerSecond",
    };

    private static Given? Number(string symbol, decimal? value, string unit) =>
        value is { } v ? new Given(symbol, v, unit.Length == 0 ? Amounts.Number(v) : $"{Amounts.Number(v)} {unit}", Source(Keys[symbol])) : null;

    private static Given? Cash(string symbol, decimal? value, string currency) =>
        value is { } v ? Amounts.Money(symbol, v, currency, Source(Keys[symbol])) : null;

    private static string Ratios(decimal ratio) => Amounts.Number(Math.Floor(ratio * 100) / 100);

    private static string Source(string key) => $"standing.{key}";
}
