namespace IncidentBot.Workflow.Timeline.Sections;

/// <summary>Where the time went, and whether the objectives were kept.</summary>
internal static class PhaseSection
{
    private const string NotYet = "not by the last event";

    internal static ReportSection Of(Phases phases) => new("phases", "Phases against RTO and RPO",
    [
        new ReportBlock.Statement($"RTO {Figures.Span(phases.Rto.Limit)}: {phases.Rto.Words}.", Tone(phases.Rto)),
        new ReportBlock.Statement($"RPO {Figures.Span(phases.Rpo.Limit)}: {phases.Rpo.Words}.", Tone(phases.Rpo)),
        new ReportBlock.Strip(phases),
        new ReportBlock.Table("Phases", ["Phase", "From", "To", "Took"], [.. phases.All.Select(Row)]),
    ]);

    /// <summary>What a phase spans, in words.</summary>
    internal static string Words(PhaseName name) => name switch
    {
        PhaseName.Detect => "Detect: impact start to declared",
        PhaseName.Decide => "Decide: declared to the press",
        PhaseName.Recover => "Recover: the press to restored",
        _ => throw new InvalidOperationException($"No words for the phase '{name}'."),
    };

    internal static Cell Seconds(TimeSpan? span) => span is { } known
        ? new Cell(Durations.Text(known), Math.Max(0, known.Ticks) / (decimal)TimeSpan.TicksPerSecond, "s")
        : new Cell(Figures.Unknown, Tone: ReportTone.Unknown);

    private static Cell[] Row(Phase phase) =>
    [
        new(Words(phase.Name)), End(phase.From, phase.Name == PhaseName.Detect ? Figures.Unknown : NotYet), End(phase.To, NotYet),
        phase.Took is null ? new Cell($"unknown: {phase.Why}", Tone: ReportTone.Unknown) : Seconds(phase.Took),
    ];

    private static Cell End(DateTimeOffset? at, string otherwise) =>
        at is { } known ? new Cell(Durations.Stamp(known)) : new Cell(otherwise, Tone: ReportTone.Unknown);

    private static ReportTone Tone(Objective objective) => objective.Verdict switch
    {
        ObjectiveVerdict.Met => ReportTone.Good,
        ObjectiveVerdict.Missed => ReportTone.Bad,
        _ => ReportTone.Unknown,
    };
}
