namespace IncidentBot.Workflow.Plans.Expressions;

/// <summary>Whether a comparison with a fixed number can go either way, given what values a unit has: shares 0 to 1, all others from 0.</summary>
internal static class Thresholds
{
    /// <summary>True: it always holds; false: it never does; null: it depends on the value, as it should.</summary>
    public static bool? Foregone(ReadingUnit unit, string comparison, decimal threshold)
    {
        decimal? most = unit is ReadingUnit.Share or ReadingUnit.Boolean ? 1 : null;
        var (below, above) = (threshold < 0, threshold > most);
        return comparison switch
        {
            "<" when threshold <= 0 => false,
            "<" when above => true,
            "<=" when below => false,
            "<=" when threshold >= most => true,
            ">=" when threshold <= 0 => true,
            ">=" when above => false,
            ">" when below => true,
            ">" when threshold >= most => false,
            "=" when below || above => false,
            "!=" when below || above => true,
            _ => null,
        };
    }
}
