using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sections;

/// <summary>What was, or still is, to be looked at because somebody stood in for absent persons.</summary>
internal static class ReviewTable
{
    internal static IEnumerable<ReportBlock> Of(Incident state) => state.Reviews.Count == 0
        ? []
        : [new ReportBlock.Table("Reviews", ["Number", "About", "Opened", "What came of it"],
            [.. state.Reviews.Select(r => new Cell[]
            {
                new(r.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)), new(r.About), new(Durations.Stamp(r.OpenedAt)),
                r.ClosedAt is { } at
                    ? new Cell($"closed by {r.ClosedBy!.Name} at {Durations.Stamp(at)}: {Figures.Quoted(r.Reason ?? "")}", Tone: ReportTone.Good)
                    : new Cell("still open", Tone: ReportTone.Warning),
            })])];
}
