using IncidentBot.People;

namespace IncidentBot.Chat.Teams;

/// <summary>Teams' word on who is a guest, and where it may be asked who is deactivated, for the people with an account in this tenant.</summary>
/// <remarks>An account that the team does not have says nothing: one may approve in a chat of two without being in the team.</remarks>
internal sealed class TeamsDirectory(TeamsAccounts accounts, ITeamsMembers members, TeamsOptions options, ILogger<TeamsDirectory> log) : IPeopleDirectory
{
    private readonly HashSet<string> unknown = [];

    public string Name => TeamsAccounts.PlatformName;

    public async Task<IReadOnlyList<DirectoryEntry>> Read(CancellationToken cancel)
    {
        var entries = new List<DirectoryEntry>();
        foreach (var (person, user) in accounts.Mapped)
        {
            if (await members.Member(user, cancel) is { } member)
            {
                accounts.Learn(member.Id, user);
                accounts.KnownName(user, member.Name);
                entries.Add(new DirectoryEntry(person, member.Enabled ?? true, member.IsGuest(options.TenantId)));
                unknown.Remove(user);
            }
            else if (unknown.Add(user))
            {
                log.LogWarning("The incidents team has no member {User}, the account of {Person} in People:List: nobody looks whether it is a guest's", user, person);
            }
        }

        return entries;
    }
}
