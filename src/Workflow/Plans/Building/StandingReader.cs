namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads <c>standing</c>: what standing ready costs a year, all of it optional.</summary>
internal static class StandingReader
{
    private const decimal Most = 1_000_000_000m;

    public static PlanStanding? Read(PlanSection plan)
    {
        if (plan.Section("standing", "standing", "{ replicationPerDay: 150, pricePerGb: 0.02 }", required: false) is not { } section)
        {
            return null;
        }

        var standing = new PlanStanding(
            section.Amount("replicationPerDay", Most), section.Amount("pricePerGb", Most), section.Amount("computePerYear", Values.Largest),
            section.Amount("storagePerYear", Values.Largest), section.Amount("outagesPerYear", 1000), section.Amount("lossPerOutage", Values.Largest),
            section.Amount("writesPerSecond", Most), Sync(section));
        section.Close();
        return standing;
    }

    /// <summary>A number from 0 that may be absent.</summary>
    internal static decimal? Amount(this PlanSection section, string key, decimal most) =>
        section.Find(key) is { } node ? Values.Number(node, key, 0, most, section.Faults) : null;

    private static SyncTerms? Sync(PlanSection standing)
    {
        const string example = "{ added: 80ms, revenuePerYear: 5000000, share: 0.01, per: 100ms, source: WHO }";
        if (standing.Section("sync", "sync", example, required: false) is not { } section)
        {
            return null;
        }

        var (tick, minute) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        var added = section.Duration("added", null, tick, minute, "80ms");
        var revenue = section.Need("revenuePerYear", "5000000") is { } money ? Values.Number(money, "revenuePerYear", 0, Values.Largest, section.Faults) : null;
        var share = section.Need("share", "0.01") is { } part ? Values.Number(part, "share", 0, 1, section.Faults) : null;
        var per = section.Duration("per", null, tick, minute, "100ms");
        var source = section.Text("source", "our own test of 2025: 100 ms cost 1 % of conversion");
        section.Close();
        return added is null || revenue is null || share is null || per is null || source is null ? null
            : new SyncTerms(added.Value, revenue.Value, share.Value, per.Value, source);
    }
}
