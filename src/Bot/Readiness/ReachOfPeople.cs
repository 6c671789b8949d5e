using IncidentBot.Chat;
using IncidentBot.People;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Readiness;

namespace IncidentBot.Readiness;

/// <summary>Who is on some chat, and who has one-time codes.</summary>
internal sealed class ReachOfPeople(IEnumerable<IChatAccounts> chats, Enrolments enrolments)
{
    private readonly IChatAccounts[] chats = [.. chats];

    /// <summary>By person id. On no chat at all nobody can be reached; while one cannot tell, nobody knows.</summary>
    internal IReadOnlyDictionary<string, PersonReach> Of(Roster people) => people.All.ToDictionary(p => p.Id, p =>
    {
        var said = chats.Select(c => c.Has(p.Id)).ToList();
        return new PersonReach(said.Contains(true) ? true : said.Contains(null) ? null : false, enrolments.Has(p.Id));
    });
}
