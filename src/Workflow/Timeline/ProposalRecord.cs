using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline;

/// <summary>One proposal with everything that became of it, as its events tell.</summary>
/// <param name="Added">Roles that had to approve as well, once the loss had outgrown the others.</param>
/// <param name="Press">The durable press; null if it was never pressed.</param>
/// <param name="StoodDown">The press was taken back: a probe showed that the promotion had no effect.</param>
/// <param name="Ending">The event that ended it, or the last one that moved it; null while it is only proposed.</param>
public sealed record ProposalRecord(
    Proposal Proposal,
    IReadOnlyList<IncidentEvent.RoleRequired> Added,
    IReadOnlyList<ApprovalRecord> Approvals,
    IReadOnlyList<IncidentEvent.Rejected> Rejections,
    IReadOnlyList<Waiver> Waivers,
    IReadOnlyList<IncidentEvent.PressRefused> Refusals,
    IncidentEvent.PointOfNoReturn? Press,
    bool StoodDown,
    IncidentEvent? Ending)
{
    /// <summary>Break-glass records as they were confirmed; those that nobody confirmed are in the timeline alone.</summary>
    public IReadOnlyList<BreakGlass> Glass { get; init; } = [];

    /// <summary>Opened, and not confirmed yet.</summary>
    private BreakGlass? Opened { get; init; }

    /// <summary>Every proposal of a log, or of any beginning of one, in order.</summary>
    public static IReadOnlyList<ProposalRecord> AllOf(IReadOnlyList<IncidentEvent> events)
    {
        var records = new List<ProposalRecord>();
        foreach (var happened in events)
        {
            if (happened is IncidentEvent.Proposed proposed)
            {
                records.Add(new ProposalRecord(proposed.Proposal, [], [], [], [], [], null, false, null));
            }
            else if (records.Count > 0)
            {
                records[^1] = records[^1].With(happened);
            }
        }

        return records;
    }

    private ProposalRecord With(IncidentEvent happened) => happened switch
    {
        IncidentEvent.RoleRequired e => this with { Added = [.. Added, e] },
        IncidentEvent.ApprovalGiven e => this with { Approvals = [.. Lost(e, "replaced by a later one", e.Approval.By.Person), new ApprovalRecord(e.Approval, null, null)] },
        IncidentEvent.ApprovalLost e => this with { Approvals = Lost(e, e.Reason, e.Person) },
        IncidentEvent.Rejected e => this with { Approvals = Lost(e, $"{e.By.Name} said no", null), Rejections = [.. Rejections, e] },
        IncidentEvent.ArmedLapsed e => this with { Approvals = Lost(e, "nobody pressed in time", null), Ending = e },
        IncidentEvent.GateWaived e => this with { Waivers = [.. Waivers, e.Waiver] },
        IncidentEvent.BreakGlassOpened e => this with { Opened = e.BreakGlass },
        IncidentEvent.BreakGlassConfirmed e when Opened is { } glass => this with
        {
            Glass = [.. Glass, glass with { ConfirmedBy = e.By, ConfirmedAt = e.At, Expires = e.Expires }],
            Opened = null,
        },
        IncidentEvent.PressRefused e => this with { Refusals = [.. Refusals, e] },
        IncidentEvent.PointOfNoReturn e => this with { Press = e, Ending = e },
        IncidentEvent.AbortBegun e => this with { StoodDown = Press is not null, Ending = e },
        IncidentEvent.Withdrawn or IncidentEvent.Stuck or IncidentEvent.Restored or IncidentEvent.Reconciled => this with { Ending = happened },
        _ => this,
    };

    private ApprovalRecord[] Lost(IncidentEvent because, string reason, string? person) =>
        [.. Approvals.Select(a => a.LostAt is null && (person is null || a.Approval.By.Person == person)
            ? a with { LostAt = because.At, LostReason = reason }
            : a)];
}

/// <summary>An approval, and when and why it ceased to count; both null while it counts.</summary>
public sealed record ApprovalRecord(Approval Approval, DateTimeOffset? LostAt, string? LostReason);
