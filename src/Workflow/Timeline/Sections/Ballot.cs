using IncidentBot.Workflow.Timeline.Sentences;

namespace IncidentBot.Workflow.Timeline.Sections;

/// <summary>Who approved what ceiling, who said no, who waived, and which presses were refused.</summary>
internal static class Ballot
{
    internal static IEnumerable<ReportBlock> Of(ProposalRecord record)
    {
        yield return record.Approvals.Count == 0
            ? new ReportBlock.Statement("Nobody approved it.", ReportTone.Plain)
            : new ReportBlock.Table("Approvals", ["Who", "As", "Accepts", "Given", "Reason", "Counts"], [.. record.Approvals.Select(Row)]);
        if (record.Rejections.Count > 0)
        {
            yield return new ReportBlock.Table("Rejections", ["Who", "At", "Reason"],
                [.. record.Rejections.Select(r => new Cell[] { new(r.By.Name), new(Durations.Stamp(r.At)), new(r.Reason) })]);
        }

        if (record.Waivers.Count > 0)
        {
            yield return new ReportBlock.Table("Waivers", ["Gate", "Who", "As", "At", "Reason"],
                [.. record.Waivers.Select(w => new Cell[]
                {
                    new(w.Gate.ToString()), new(w.By.Name), new(Words.Of(w.Role)), new(Durations.Stamp(w.At)), new(w.Reason),
                })]);
        }

        if (record.Glass.Count > 0)
        {
            yield return new ReportBlock.Table("Break-glass", ["In the stead of", "Who", "Accepted", "Confirmed", "Reason"],
                [.. record.Glass.Select(g => new Cell[]
                {
                    new(g.Names()), new($"{g.OpenedBy.Name} and {g.ConfirmedBy!.Name}"), new(AuthoritySentences.Ceiling(g)),
                    new($"{Durations.Stamp(g.ConfirmedAt!.Value)}, until {Durations.Clock(g.Expires!.Value)}"), new(g.Reason),
                })]);
        }

        if (record.Refusals.Count > 0)
        {
            yield return new ReportBlock.Table("Refused presses", ["Who", "At", "Typed", "Why it was refused"],
                [.. record.Refusals.Select(r => new Cell[]
                {
                    new(r.By.Name), new(Durations.Stamp(r.At)), new(r.Typed), new(string.Join(" ", r.Reasons)),
                })]);
        }
    }

    private static Cell[] Row(ApprovalRecord approval)
    {
        var given = approval.Approval;
        return
        [
            new(given.By.Name), new(ProposalSentences.RoleOf(given)), new(ProposalSentences.Ceiling(given)),
            new($"{Durations.Stamp(given.At)}, until {Durations.Clock(given.Expires)}"), new(given.Reason.Length == 0 ? "none given" : given.Reason),
            approval.LostAt is { } lost
                ? new Cell($"no longer since {Durations.Clock(lost)}: {approval.LostReason}", Tone: ReportTone.Warning)
                : new Cell("yes", Tone: ReportTone.Good),
        ];
    }
}
