using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Timeline.Sentences;

namespace IncidentBot.Workflow.Timeline.Sections;

/// <summary>Every gate as it stood at the proposal and when it was last looked at, with what it rested on.</summary>
internal static class GateTable
{
    internal static ReportBlock.Table Of(ProposalRecord record)
    {
        var first = record.Proposal.Snapshot.Gates;
        var refused = record.Refusals.Count > 0 ? record.Refusals[^1] : null;
        var (last, when) = record.Press is { } press ? (press.Gates, $"At the press, {Durations.Clock(press.At)}")
            : refused is not null ? (refused.Gates, $"At the refused press, {Durations.Clock(refused.At)}")
            : (null, null);
        IReadOnlyList<string> columns = when is null
            ? ["Gate", $"At the proposal, {Durations.Clock(record.Proposal.At)}", "Evidence"]
            : ["Gate", $"At the proposal, {Durations.Clock(record.Proposal.At)}", when, "Evidence"];
        return new ReportBlock.Table("Gates", columns, [.. first.Select(g => Row(g, last, record))]);
    }

    private static Cell[] Row(GateResult first, IReadOnlyList<GateResult>? later, ProposalRecord record)
    {
        var last = later?.FirstOrDefault(g => g.Gate == first.Gate);
        var name = new Cell($"{first.Gate} {PlanSheet.Meaning(first.Gate)}");
        var evidence = new Cell(Evidence(last ?? first));
        return later is null ? [name, Verdict(first, []), evidence]
            : [name, Verdict(first, []), last is null ? new Cell("not looked at", Tone: ReportTone.Unknown) : Verdict(last, record.Waivers), evidence];
    }

    private static Cell Verdict(GateResult gate, IReadOnlyList<Approvals.Waiver> waivers)
    {
        if (gate.Verdict == GateVerdict.Open)
        {
            return new Cell("open", Tone: ReportTone.Good);
        }

        var waived = waivers.Where(w => w.Gate == gate.Gate).Select(w => w.By.Name).ToList();
        return new Cell(
            $"{Words.Of(gate.Verdict)}: {Shown.Line(string.Join(" ", gate.Reasons))}{(waived.Count == 0 ? "" : $" Waived by {Figures.List(waived)}.")}",
            Tone: gate.Verdict == GateVerdict.Closed ? ReportTone.Bad : ReportTone.Unknown);
    }

    private static string Evidence(GateResult gate) =>
        gate.Evidence.Count == 0 ? "none" : string.Join("\n", gate.Evidence.Select(FailoverSentences.Evidence));
}
