using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline.Sentences;

namespace IncidentBot.Workflow.Timeline.Sections;

/// <summary>The decision, with its numbers as they were known when it was proposed and when it was pressed.</summary>
internal static class DecisionSection
{
    internal static ReportSection Of(Dossier dossier)
    {
        var blocks = new List<ReportBlock> { new ReportBlock.Statement(Outcome.Of(dossier), Outcome.Tone(dossier)) };
        if (dossier.Proposals is [.., var last])
        {
            var earlier = dossier.Proposals.Take(dossier.Proposals.Count - 1).ToList();
            blocks.Add(new ReportBlock.Facts(Facts(dossier, last)));
            blocks.Add(Numbers.Of(last, dossier));
            blocks.Add(GateTable.Of(last));
            blocks.AddRange(Ballot.Of(last));
            blocks.AddRange(ReviewTable.Of(dossier.State));
            if (earlier.Count > 0)
            {
                blocks.Add(new ReportBlock.Table("Earlier proposals", ["Proposal", "By", "At", "What became of it"],
                    [.. earlier.Select(p => new Cell[]
                    {
                        new(p.Proposal.Id), new(p.Proposal.By.Name), new(Durations.Stamp(p.Proposal.At)), new(Outcome.Ending(p)),
                    })]));
            }
        }
        else
        {
            blocks.AddRange(WithoutProposal(dossier));
        }

        return new ReportSection("decision", "The decision", blocks);
    }

    private static List<ReportLine> Facts(Dossier dossier, ProposalRecord last)
    {
        var proposal = last.Proposal;
        var lines = new List<ReportLine>
        {
            new("Failure mode", new Cell(Words.Of(proposal.Mode))),
            new("Verdict", new Cell(proposal.Snapshot.Verdict.Words)),
            new("Proposed", new Cell($"{proposal.Id} by {proposal.By.Name} at {Durations.Stamp(proposal.At)}: to {proposal.Target}, by plan version {proposal.PlanVersion}, under epoch {proposal.Epoch}")),
            new("Needed", new Cell($"approval of {Figures.List(proposal.Required.Select(r => Words.Of(r)))}")),
        };
        lines.AddRange(last.Added.Select(a => new ReportLine($"Needed since {Durations.Clock(a.At)}", new Cell($"approval of {Words.Of(a.Role)}.{Figures.Because(a.Reason)}"))));
        if (last.Press is { } press)
        {
            lines.Add(new ReportLine("Typed at the press", new Cell(Figures.Quoted(press.Typed))));
            lines.Add(new ReportLine("Pressed", new Cell($"by {press.By.Name} at {Durations.Stamp(press.At)}{(last.StoodDown ? ", stood down afterwards" : "")}")));
        }

        if (dossier.Reconciled is { } reconciled)
        {
            lines.Add(new ReportLine("Reconciled", new Cell($"by {reconciled.By.Name} at {Durations.Stamp(reconciled.At)}: {Figures.Quoted(reconciled.Account)}")));
            lines.Add(new ReportLine("Old region fenced", new Cell(Figures.Quoted(reconciled.FencedEvidence))));
        }

        lines.Add(new ReportLine("Digest", new Cell(proposal.Digest)));
        return lines;
    }

    private static List<ReportBlock> WithoutProposal(Dossier dossier)
    {
        var state = dossier.State;
        var verdict = TreeVerdict.Of(state.Mode, state.Answers);
        var lines = new List<ReportLine>
        {
            new("Failure mode", new Cell(state.Mode == Plans.FailureMode.Unknown ? "not classified" : Words.Of(state.Mode))),
            new("Verdict", new Cell(verdict.Words)),
        };
        lines.AddRange(verdict.Advice.Select((advice, i) => new ReportLine($"Advice {i + 1}", new Cell(Task(state, verdict, advice, i + 1)))));
        var loss = dossier.UpTo is { } last ? Outlook.LossAt(state, last) : null;
        lines.Add(new ReportLine("Exposure at the last event", loss is null
            ? new Cell("unknown: replication lag was never sampled, or there is no plan", Tone: ReportTone.Unknown)
            : PhaseSection.Seconds(loss.Exposure.Span)));
        lines.Add(new ReportLine("Loss bound at the last event", ActualSection.Records(loss?.Bound)));
        lines.Add(new ReportLine("Writes at the last event", Writes(state)));
        var blocks = new List<ReportBlock> { new ReportBlock.Facts(lines) };
        if (state.Answers.Count > 0)
        {
            blocks.Add(new ReportBlock.Table("Answers that led there", ["Question", "Answer", "By", "At"],
                [.. state.Answers.Select(a => new Cell[]
                {
                    new(DecisionTree.Find(a.Question)?.Text ?? a.Question), new(a.Choice), new(a.Evidence is { } seen ? $"{a.Source}: {FailoverSentences.Evidence(seen)}" : a.Source), new(Durations.Stamp(a.At)),
                })]));
        }

        return blocks;
    }

    private static string Task(Incident state, Verdict verdict, string advice, int number) => !verdict.IsTaskList ? advice
        : state.Tasks.FirstOrDefault(t => t.Mode == verdict.Mode && t.Number == number && t.Task == advice) is { } done
            ? $"{advice} Done by {done.By} at {Durations.Stamp(done.At)}.{Figures.Because(done.Evidence).Replace("Reason:", "Evidence:", StringComparison.Ordinal)}"
            : $"{advice} Not marked as done.";

    private static Cell Writes(Incident state) => state.Fence.Status switch
    {
        FenceStatus.None => new Cell("not frozen"),
        FenceStatus.Placed when state.FencedAt is { } since => new Cell($"frozen in {FactSentences.Primary(state)}, verified at {Durations.Stamp(since)}"),
        FenceStatus.Placed or FenceStatus.Unknown => new Cell("frozen or not: nothing proves it", Tone: ReportTone.Unknown),
        FenceStatus.Placing => new Cell("being frozen"),
        FenceStatus.Lifting => new Cell("frozen, and the freeze is being lifted"),
        _ => throw new InvalidOperationException($"No words for a fence that is '{state.Fence.Status}'."),
    };
}
