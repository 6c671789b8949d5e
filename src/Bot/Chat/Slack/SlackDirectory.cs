using IncidentBot.Chat.Slack.Api;
using IncidentBot.People;

namespace IncidentBot.Chat.Slack;

/// <summary>Slack's word on who is deactivated or a guest, for the people with an account in this workspace.</summary>
/// <remarks>An account that Slack does not know says nothing: nobody can speak from it.</remarks>
internal sealed class SlackDirectory(SlackAccounts accounts, SlackClient slack, ILogger<SlackDirectory> log) : IPeopleDirectory
{
    /// <summary>Up to so many are asked for one by one (100 calls a minute are allowed); more are listed.</summary>
    private const int OneByOne = 30;

    private readonly HashSet<string> unknown = [];

    public string Name => SlackChat.PlatformName;

    public async Task<IReadOnlyList<DirectoryEntry>> Read(CancellationToken cancel)
    {
        var mapped = accounts.Mapped;
        var users = mapped.Count <= OneByOne ? await Ask(mapped, cancel) : await List(cancel);
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

    private async Task<Dictionary<string, SlackUser>> Ask(IReadOnlyList<(string Person, string User)> mapped, CancellationToken cancel)
    {
        var users = new Dictionary<string, SlackUser>();
        foreach (var (_, id) in mapped)
        {
            try
            {
                users[id] = (await slack.Call<UserAnswer>(SlackMethod.UsersInfo, new OfUser(id), cancel)).User;
            }
            catch (SlackErrorException e) when (e.Error is "user_not_found" or "user_not_visible")
            {
                // Left out: nobody can speak from it.
            }
        }

        return users;
    }

    private async Task<Dictionary<string, SlackUser>> List(CancellationToken cancel)
    {
        var users = new Dictionary<string, SlackUser>();
        var cursor = "";
        do
        {
            var page = await slack.Call<UsersAnswer>(SlackMethod.UsersList, new ListUsers(200, cursor), cancel);
            foreach (var user in page.Members)
            {
                users[user.Id] = user;
            }

            cursor = page.ResponseMetadata?.NextCursor ?? "";
        }
        while (cursor.Length > 0);
        return users;
    }
}
