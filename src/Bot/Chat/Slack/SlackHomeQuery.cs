using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Incidents;
using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat.Slack;

/// <summary>Gathers what one person's Home shows, from the log, the plans and the people list.</summary>
internal sealed class SlackHomeQuery(Situations situations, IPlanCatalog plans, PeopleRoster people, TimeProvider clock)
{
    private static readonly TimeSpan DrillLimit = TimeSpan.FromDays(90);

    /// <param name="person">The directory's id; one that it does not know is shown no duties.</param>
    /// <param name="name">What Slack calls them.</param>
    internal async Task<SlackHomeModel> Of(string person, string name, CancellationToken cancel)
    {
        var roster = people.Now;
        var all = await situations.All(cancel);
        var open = all.Where(i => i.IsOpen).Reverse().ToList();
        var mine = open.Where(i => i.DeclaredBy.Person == person || i.Roles.Values.Any(holders => holders.Contains(person))).ToList();
        return new SlackHomeModel(
            roster.Find(person)?.Name ?? name, roster.Find(person) is { Active: true }, clock.GetUtcNow(),
            [.. open.AsEnumerable().Reverse().Select(i => Pending(i, person, roster)).OfType<HomeApproval>().OrderBy(a => a.ProposedAt)],
            [.. mine.Select(i => Row(i, person))], [.. open.Except(mine).Select(i => Row(i, person))],
            [.. plans.All.Select(p => Plan(p, all))]);
    }

    /// <summary>The first role that this person may fill, as the rules would choose it; they decide again when it is given.</summary>
    private static HomeApproval? Pending(Incident incident, string person, Roster roster)
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
        return own.Count == 0 && stead.Stead is null ? null : new HomeApproval(
            incident.Id, incident.IsDrill, proposal.Id, incident.Service, proposal.Target, Words.Of(own.Count > 0 ? own[0] : stead.Role),
            own.Count > 0 ? null : Words.Of(stead.Stead!.Value), failover.ProposedAt, RoomOf(incident)?.Room, RoomOf(incident)?.Name ?? "");
    }

    private static Stead? MayStandIn(IReadOnlyList<RoleCalls> calls, Roster roster, string person, Role role) =>
        roster.SteadOf(person, role) is { } stead
        && ((stead == Stead.Deputy && roster.ChainOf(role)!.Uncalled) || calls.Any(c => c.Role == role && c.HasCalled(person)))
            ? stead
            : null;

    private static HomeIncident Row(Incident incident, string person) => new(
        incident.Id, incident.IsDrill, Words.Of(incident.Severity), incident.Service, incident.Summary, Words.Of(incident.Phase), Words.Of(incident.Failover.State),
        [.. incident.Roles.Where(r => r.Value.Contains(person)).Select(r => r.Key).Order().Select(Words.Of)], RoomOf(incident)?.Room, RoomOf(incident)?.Name ?? "");

    private static RoomRef? RoomOf(Incident incident) => incident.Rooms.LastOrDefault(r => r is { Platform: "slack", Kind: RoomBook.Incident });

    private static HomePlan Plan(FailoverPlan plan, IReadOnlyList<Incident> all) => new(
        plan.Service, plan.Version, plan.Primary, plan.Target, plan.Gate(GateId.G13)?.MaxAge ?? DrillLimit,
        [
            .. all.Where(i => i.Service == plan.Service).Select(i => i.DrillResult).OfType<DrillFact>().GroupBy(d => d.Mode).OrderBy(g => g.Key)
                .Select(g => new HomeDrill(Words.Of(g.Key), g.Max(d => d.At), g.Where(d => d.Succeeded).Select(d => (DateTimeOffset?)d.At).Max())),
        ]);
}
