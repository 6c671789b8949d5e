using System.Text.Json.Nodes;
using IncidentBot.Chat.Slack.Api;
using IncidentBot.Chat.Slack.Rendering;

namespace IncidentBot.Chat.Slack;

/// <summary>Publishes a person's Home tab when they open it.</summary>
internal sealed class SlackHomePage(SlackClient slack, SlackHomeQuery query, SlackAccounts accounts)
{
    internal async Task Publish(string team, string user, CancellationToken cancel)
    {
        if (user.Length > 0)
        {
            JsonObject view = SlackHome.Of(await query.Of(accounts.PersonOf(team, user), accounts.KnownName(user, null), cancel));
            await slack.Call<Nothing>(SlackMethod.ViewsPublish, new PublishView(user, view), cancel);
        }
    }
}
