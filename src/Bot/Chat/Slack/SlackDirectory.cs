using IncidentBot.People;

namespace IncidentBot.Chat.Slack;

/// <summary>Slack's word on who is deactivated or a guest, for the people with an account in this workspace.</summary>
/// <remarks>An account that Slack does not know says nothing: nobody can speak from it.</remarks>
internal sealed class SlackDirectory(SlackAccounts accounts, SlackUsers known, ILogger<SlackDirectory> log) : IPeopleDirectory
{
    private readonly HashSet<string> unknown = [];

    public string Name => SlackChat.PlatformName;

    public async Task<IReadOnlyList<DirectoryEntry>> Read(CancellationToken cancel)
    {
        var mapped = accounts.Mapped;
        var users = await known.Of([.. mapped.Select(m => m.User)], cancel);
        var entries = new List<DirectoryEntry>();
        foreach (var (person, id) in mapped)
        {
            if (users.TryGetValue(id, out var user))
            {
                accounts.Learn(user);
                entries.Add(new DirectoryEntry(person, !user.Deleted, user.Guest));
                unknown.Remove(id);
            }
            else if (unknown.Add(id))
            {
                log.LogWarning("Slack knows no user {User}, the account of {Person} in People:List", id, person);
            }
        }

        return entries;
    }
}
