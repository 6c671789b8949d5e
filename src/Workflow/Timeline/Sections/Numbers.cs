using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;

namespace IncidentBot.Workflow.Timeline.Sections;

/// <summary>The numbers that the decision rested on: as stored with the proposal, as stored with the press, and as reconciled.</summary>
internal static class Numbers
{
    internal static ReportBlock.Table Of(ProposalRecord record, Dossier dossier)
    {
        var proposed = record.Proposal.Snapshot.Loss;
        var pressed = record.Press?.Loss;
        var actual = dossier.Actuals.Loss is { Reconciled: true } reconciled ? reconciled : null;
        var rows = new List<Row>
        {
            new("Data exposed", Span(proposed), Span(pressed), actual is null ? null : PhaseSection.Seconds(actual.LostWindow)),
            new("Window that would be lost", Text(proposed, l => Figures.Window(l.Exposure)), Text(pressed, l => Figures.Window(l.Exposure))),
            new("Lag last sampled", Text(proposed, l => Sampled(l, record.Proposal.At)), Text(pressed, l => Sampled(l, record.Press!.At))),
            new("Likely loss (N50)", ActualSection.Records(proposed?.Likely), ActualSection.Records(pressed?.Likely)),
            new("Loss bound (N95)", ActualSection.Records(proposed?.Bound), ActualSection.Records(pressed?.Bound),
                actual is null ? null : ActualSection.Records(actual.LostRecords)),
            new("Money at the bound", Money(proposed), Money(pressed)),
            new("Latest decision (LDT)", Latest(record.Proposal.Snapshot.Clock, c => c.LatestDecision, c => c.EstimatedDecision), Margin(record)),
            new("Latest ask (LAT)", Latest(record.Proposal.Snapshot.Clock, c => c.LatestAsk, c => c.EstimatedAsk)),
            new("Run expected to take", Eta(record.Proposal.Snapshot)),
        };

        // Without a press or a reconciliation its column would only say so, nine times.
        var columns = new List<string> { "Number", $"Known at the proposal, {Durations.Clock(record.Proposal.At)}" };
        if (record.Press is { } press)
        {
            columns.Add($"Known at the press, {Durations.Clock(press.At)}");
        }

        if (actual is not null)
        {
            columns.Add("As reconciled");
        }

        return new ReportBlock.Table("Numbers", columns, [.. rows.Select(r => r.Cells(record.Press is not null, actual is not null))]);
    }

    private static readonly Cell NotKnown = new(Figures.Unknown, Tone: ReportTone.Unknown);

    private static Cell Span(Loss? loss) => loss is null ? NotKnown : PhaseSection.Seconds(loss.Exposure.Span);

    private static Cell Text(Loss? loss, Func<Loss, string> text) => loss is null ? NotKnown : new Cell(text(loss));

    private static string Sampled(Loss loss, DateTimeOffset at) =>
        $"{Durations.Clock(loss.Exposure.SampledAt)}, {Durations.Text(at - loss.Exposure.SampledAt)} before";

    private static Cell Money(Loss? loss) => loss?.Money is { } money ? new Cell(Figures.Money(money, loss.Currency), money, loss.Currency) : NotKnown;

    private static Cell Latest(DecisionClock clock, Func<DecisionClock, DateTimeOffset?> known, Func<DecisionClock, DateTimeOffset?> estimated) =>
        known(clock) is { } at ? new Cell($"{Durations.Stamp(at)}, of {Figures.Count(clock.RunBasis.Recorded, "recorded run", "recorded runs")}")
        : estimated(clock) is { } guess ? new Cell($"unknown, for no run was recorded; by the plan's own estimate {Durations.Stamp(guess)}", Tone: ReportTone.Unknown)
        : new Cell("unknown: when the impact began was not known", Tone: ReportTone.Unknown);

    private static Cell? Margin(ProposalRecord record)
    {
        var clock = record.Proposal.Snapshot.Clock;
        if (record.Press is not { } press || (clock.LatestDecision ?? clock.EstimatedDecision) is not { } latest)
        {
            return null;
        }

        return press.At <= latest
            ? new Cell($"pressed {Figures.Margin(latest - press.At)} before it")
            : new Cell($"pressed {Durations.Text(press.At - latest)} after it", Tone: ReportTone.Warning);
    }

    private static Cell Eta(DecisionSnapshot snapshot) => snapshot.Eta.P90 is { } p90
        ? new Cell($"{Durations.Text(snapshot.Eta.P50)} to {Durations.Text(p90)} (p50 to p90 of {Figures.Count(snapshot.Eta.Basis.Recorded, "recorded run", "recorded runs")})")
        : new Cell($"{Durations.Text(snapshot.Eta.P50)}, by the plan's own estimate");

    private sealed record Row(string Name, Cell AtProposal, Cell? AtPress = null, Cell? Reconciled = null)
    {
        internal Cell[] Cells(bool pressed, bool reconciled) =>
        [
            new(Name), AtProposal, .. pressed ? [AtPress ?? new Cell("")] : Array.Empty<Cell>(), .. reconciled ? [Reconciled ?? new Cell("")] : Array.Empty<Cell>(),
        ];
    }
}
