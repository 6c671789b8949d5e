using IncidentBot.Chat.Slack.Api;

namespace IncidentBot.Chat.Slack;

/// <summary>Looks users up: a few one by one, many by listing all.</summary>
internal sealed class SlackUsers(SlackClient slack)
{
    /// <summary>Up to so many are asked for one by one (100 calls a minute are allowed); more are listed.</summary>
    private const int OneByOne = 30;

    /// <summary>By id; who is unknown to Slack is left out.</summary>
    internal async Task<IReadOnlyDictionary<string, SlackUser>> Of(IReadOnlyCollection<string> ids, CancellationToken cancel) =>
        ids.Count <= OneByOne ? await Ask(ids, cancel) : await List(ids, cancel);

    private async Task<Dictionary<string, SlackUser>> Ask(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var users = new Dictionary<string, SlackUser>();
        foreach (var id in ids)
        {
            try
            {
                users[id] = (await slack.Call<UserAnswer>(SlackMethod.UsersInfo, new OfUser(id), cancel)).User;
            }
            catch (SlackErrorException e) when (e.Error is "user_not_found" or "user_not_visible")
            {
                // Left out.
            }
        }

        return users;
    }

    private async Task<Dictionary<string, SlackUser>> List(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var users = new Dictionary<string, SlackUser>();
        var cursor = "";
        do
        {
            var page = await slack.Call<UsersAnswer>(SlackMethod.UsersList, new ListUsers(200, cursor), cancel);
            foreach (var user in page.Members.Where(u => ids.Contains(u.Id)))
            {
                users[user.Id] = user;
            }

            cursor = page.ResponseMetadata?.NextCursor ?? "";
        }
        while (cursor.Length > 0);
        return users;
    }
}
