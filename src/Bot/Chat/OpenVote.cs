using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>A vote that one person can give now. What is shown by it is a courtesy: the rules decide again when it is given.</summary>
/// <param name="Role">The first missing role that this person may fill, as the rules would choose it.</param>
/// <param name="Stead">In what stead the person would vote; null for a role of their own.</param>
internal sealed record OpenVote(Proposal Proposal, Role Role, Stead? Stead)
{
    /// <summary>Null where this person has nothing to approve: no open proposal, their own, voted already, no such role, a guest.</summary>
    internal static OpenVote? Of(Incident incident, string person, Roster roster)
    {
        var failover = incident.Failover;
        if (failover is not { IsOpenToVotes: true, Proposal: { } proposal } || proposal.By.Person == person
            || failover.Approvals.Any(a => a.By.Person == person) || roster.Find(person) is not { Active: true, Guest: false } known)
        {
            return null;
        }

        var missing = Outlook.MissingRoles(failover);
        var own = missing.Where(r => ApprovalPolicy.FilledBy(r).Any(f => known.MayTake(f) && (f != Role.Commander || incident.Holds(person, f)))).ToList();
        var stead = missing.Select(r => (Role: r, Stead: MayStandIn(failover.Calls, roster, person, r))).FirstOrDefault(s => s.Stead is not null);
        return own.Count > 0 ? new OpenVote(proposal, own[0], null) : stead.Stead is { } found ? new OpenVote(proposal, stead.Role, found) : null;
    }

    private static Stead? MayStandIn(IReadOnlyList<RoleCalls> calls, Roster roster, string person, Role role) =>
        roster.SteadOf(person, role) is { } stead
        && ((stead == Workflow.Approvals.Stead.Deputy && roster.ChainOf(role)!.Uncalled) || calls.Any(c => c.Role == role && c.HasCalled(person)))
            ? stead
            : null;
}
