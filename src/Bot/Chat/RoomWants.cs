using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>What an incident's rooms should have: topic, people, the pinned card.</summary>
internal static class RoomWants
{
    internal static string Topic(string kind, bool drill, Severity severity, string summary) => kind == RoomBook.Stakeholders
        ? drill ? "DRILL. Updates of the exercise; nothing else." : "Updates for stakeholders; nothing else."
        : $"{(drill ? "DRILL. " : "")}{severity}: {summary}";

    /// <summary>All that a room of this kind should have now.</summary>
    /// <param name="card">The platform's id of the living card; null while there is none.</param>
    internal static RoomRequest All(Incident incident, string kind, Roster people, string? card)
    {
        var topic = Topic(kind, incident.IsDrill, incident.Severity, incident.Summary);
        return kind == RoomBook.Stakeholders
            ? new RoomRequest(incident.Id, kind, topic, [])
            : Needed(new RoomRequest(incident.Id, kind, topic, []) { Welcome = Welcome(incident), Card = card }, incident.Plan, people);
    }

    /// <summary>Whoever may fill a role that the plan can need; a guest or somebody who has left never can.</summary>
    internal static RoomRequest Needed(RoomRequest request, FailoverPlan? plan, Roster people)
    {
        if (plan is null)
        {
            return request;
        }

        Role[] roles = [.. plan.Approvals.SelectMany(a => a.Roles).Concat([Role.Commander, Role.Deputy]).Distinct()];
        return request with { Links = plan.Links?.All.ToDictionary(l => l.Title, l => l.Address) ?? [], Roles = roles, Invite = [.. people.All.Where(p => roles.Any(p.MayTake)).Select(p => p.Id).Order(StringComparer.Ordinal)] };
    }

    /// <summary>Who declared it: in a private room they would not even see it.</summary>
    internal static IReadOnlyList<string> Welcome(Incident incident) => incident.DeclaredBy.IsBot ? [] : [incident.DeclaredBy.Person];
}
