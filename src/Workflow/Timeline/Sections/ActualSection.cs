namespace IncidentBot.Workflow.Timeline.Sections;

/// <summary>Estimates against what happened: the loss, the end, each step.</summary>
internal static class ActualSection
{
    internal static ReportSection Of(Actuals actuals)
    {
        var blocks = new List<ReportBlock> { Loss(actuals.Loss), Eta(actuals) };
        if (actuals.Loss is { } loss)
        {
            blocks.Add(new ReportBlock.Table("Loss", ["", "Bound at the press", "As reconciled", "Within the bound"],
            [
                [new("Records"), Records(loss.BoundRecords), Counted(loss, Records(loss.LostRecords)), Within(loss.RecordsWithin)],
                [new("Window of writes"), PhaseSection.Seconds(loss.BoundWindow), Counted(loss, PhaseSection.Seconds(loss.LostWindow)), Within(loss.WindowWithin)],
            ]));
        }

        if (actuals.Steps.Count > 0)
        {
            blocks.Add(new ReportBlock.Table("Steps", ["Step", "Estimate", "Actual", "Outcome"],
                [.. actuals.Steps.Select(Row), .. Whole(actuals)]));
        }

        return new ReportSection("actuals", "Estimates against actuals", blocks);
    }

    internal static Cell Records(long? records) => records is { } known
        ? new Cell(Figures.Records(known), known, "records")
        : new Cell(Figures.Unknown, Tone: ReportTone.Unknown);

    private static ReportBlock.Statement Loss(LossActual? loss) => loss switch
    {
        null => new ReportBlock.Statement("Nothing was promoted, so there is no predicted loss to compare.", ReportTone.Plain),
        { Reconciled: false } => new ReportBlock.Statement(
            $"The press accepted a loss of at most {Figures.Records(loss.BoundRecords)}. What was really lost has not been reconciled yet.", ReportTone.Unknown),
        { RecordsWithin: true } => new ReportBlock.Statement(
            $"{Figures.CountedLost(loss.LostRecords)}, of at most {Figures.Records(loss.BoundRecords)} that the press accepted.{Account(loss)}", ReportTone.Good),
        { RecordsWithin: false } => new ReportBlock.Statement(
            $"{Figures.CountedLost(loss.LostRecords)}, MORE than the {Figures.Records(loss.BoundRecords)} that the press accepted.{Account(loss)}", ReportTone.Bad),
        { LostRecords: { } lost } => new ReportBlock.Statement(
            $"{Figures.CountedLost(lost)}; the press accepted a loss that was not known.{Account(loss)}", ReportTone.Warning),
        _ => new ReportBlock.Statement($"How many records were lost cannot be known.{Account(loss)}", ReportTone.Unknown),
    };

    private static string Account(LossActual loss) => string.IsNullOrWhiteSpace(loss.Account) ? "" : $" Account: {Figures.QuotedStop(loss.Account)}";

    private static ReportBlock.Statement Eta(Actuals actuals)
    {
        if (actuals.FirstEta is not { } told)
        {
            return new ReportBlock.Statement("Nobody stated an ETA.", ReportTone.Plain);
        }

        var latest = told.Latest ?? told.Earliest;
        var first = $"At {Durations.Clock(told.At)} people were first told that service would return {Sentences.UpdateSentences.Eta(told)}";
        var slips = actuals.Slips == 0 ? "" : $" The ETA was moved {(actuals.Slips == 1 ? "once" : $"{actuals.Slips} times")}.";
        return actuals.Restored switch
        {
            null => new ReportBlock.Statement($"{first}; by the last event it had not been restored by a failover.{slips}", ReportTone.Unknown),
            { } at when at > latest => new ReportBlock.Statement($"{first}; it was back at {Durations.Clock(at)}, {Durations.Text(at - latest)} late.{slips}", ReportTone.Warning),
            { } at when at < told.Earliest => new ReportBlock.Statement($"{first}; it was back at {Durations.Clock(at)}, {Figures.Margin(told.Earliest - at)} early.{slips}", ReportTone.Plain),
            { } at => new ReportBlock.Statement($"{first}; it was back at {Durations.Clock(at)}, as told.{slips}", ReportTone.Good),
        };
    }

    private static Cell[] Row(StepActual step) =>
    [
        new(step.Title == step.Step ? step.Step : $"{step.Step} ({step.Title})"), PhaseSection.Seconds(step.Estimate),
        step.Actual is null ? new Cell("not measured", Tone: ReportTone.Unknown) : PhaseSection.Seconds(step.Actual), new(step.Outcome),
    ];

    private static IEnumerable<Cell[]> Whole(Actuals actuals) => actuals.Predicted is { } predicted
        ? [[
            new("All steps"),
            PhaseSection.Seconds(predicted.P50) with
            {
                Text = predicted.P90 is { } p90
                    ? $"{Durations.Text(predicted.P50)} (p50) to {Durations.Text(p90)} (p90), of {Figures.Count(predicted.Basis.Recorded, "recorded run", "recorded runs")}"
                    : $"{Durations.Text(predicted.P50)}, the plan's own estimate",
            },
            actuals.Run is null ? new Cell("not measured", Tone: ReportTone.Unknown) : PhaseSection.Seconds(actuals.Run),
            new(actuals.Run is null ? "not every step ran to success" : ""),
        ]]
        : [];

    private static Cell Counted(LossActual loss, Cell cell) => loss.Reconciled ? cell : new Cell("not reconciled yet", Tone: ReportTone.Unknown);

    private static Cell Within(bool? within) => within switch
    {
        true => new Cell("yes", Tone: ReportTone.Good),
        false => new Cell("NO", Tone: ReportTone.Bad),
        null => new Cell(Figures.Unknown, Tone: ReportTone.Unknown),
    };
}
