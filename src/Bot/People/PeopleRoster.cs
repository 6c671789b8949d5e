using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.People;

/// <summary>The people as configuration tells them now; a change of the file counts from the next command on.</summary>
internal sealed class PeopleRoster(IOptionsMonitor<PeopleOptions> options)
{
    /// <summary>The roster to decide a command with.</summary>
    internal Roster Now => new(options.CurrentValue.List.Select(p => new Person(p.Id, p.Name, Read(p.Roles), p.Guest, p.Active)));

    private static List<Role> Read(List<string> words)
    {
        var roles = new List<Role>();
        foreach (var word in words)
        {
            if (Words.TryRead<Role>(word, out var role))
            {
                roles.Add(role);
            }
        }

        return roles;
    }
}
