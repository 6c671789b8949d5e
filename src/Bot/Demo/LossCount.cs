using IncidentBot.Demo.Logs;
using IncidentBot.Demo.Regions;

namespace IncidentBot.Demo;

/// <summary>
/// What was really lost, counted from the files of writer and regions. <paramref name="Survivor"/> is the folder of the
/// region that was promoted last, or of the first primary when none was. Probes and writes in doubt (never acknowledged)
/// are not losses.
/// </summary>
/// <param name="Survivor">Folder of the region whose rows are what the service still has.</param>
/// <param name="Acknowledged">Customer writes answered with success.</param>
/// <param name="Lost">Those of them that the survivor does not have.</param>
/// <param name="FirstLostAt">When the first of them was sent (UTC).</param>
/// <param name="LastLostAt">When the last of them was sent (UTC).</param>
/// <param name="SplitBrain">Rows that the other region itself accepted at or after the promotion; anything but 0 is a failed fence.</param>
/// <param name="LostByLastMove">Acknowledged writes that the region left last has, and the survivor does not: what the newest promotion alone lost.</param>
internal sealed record LossCount(
    string Survivor, int Acknowledged, int Lost, DateTimeOffset? FirstLostAt, DateTimeOffset? LastLostAt, int SplitBrain, int LostByLastMove)
{
    /// <summary>From the first lost write to the last.</summary>
    public TimeSpan Window => LastLostAt - FirstLostAt ?? TimeSpan.Zero;

    /// <summary>Reads the three folders; a torn last line is passed over, any other unreadable line is an error.</summary>
    public static LossCount Read(string primary, string target, string edge)
    {
        // Acknowledgements first: a row that is acknowledged after its region's file was read must not look lost.
        var acknowledged = Logs.Acknowledged.Read(edge).ToList();
        var promotions = new[] { primary, target }
            .SelectMany(folder => EpochLog.Read(folder).Where(entry => entry.Change == Region.PromoteChange).Select(entry => (folder, entry)))
            .OrderBy(promotion => promotion.entry.Epoch).ToList();
        var survivor = promotions.Count > 0 ? promotions[^1].folder : primary;
        var kept = Rows(survivor).Select(row => row.Id).ToHashSet();
        var left = Rows(survivor == primary ? target : primary).ToList();
        var had = left.Select(row => row.Id).ToHashSet();
        var lost = acknowledged.Where(write => !kept.Contains(write.Id)).ToList();
        var sent = lost.Select(write => write.At).Order().ToList();
        // What it copied from the promoted region bears that one's epoch, and is no row that it accepted itself.
        return new LossCount(survivor, acknowledged.Count, lost.Count, sent.Count > 0 ? sent[0] : null, sent.Count > 0 ? sent[^1] : null,
            promotions.Count > 0 ? left.Count(row => row.AcceptedAt >= promotions[^1].entry.At && row.Epoch < promotions[^1].entry.Epoch) : 0,
            promotions.Count > 0 ? lost.Count(write => had.Contains(write.Id)) : 0);
    }

    private static IEnumerable<Row> Rows(string folder) =>
        AppendLog.Lines(Path.Combine(folder, RowLog.FileName)).Select(Row.Parse);
}
