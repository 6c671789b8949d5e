namespace IncidentBot.Chat.Slack.Api;

/// <summary>A method of the Web API: how often a minute it may be called, and how it takes its arguments.</summary>
/// <param name="PerMinute">Slack's tier: 1, 20, 50 or 100 calls a minute for each method, app and workspace; chat.postMessage has a limit of its own.</param>
/// <param name="Form">Methods that read take form fields; those that write take JSON.</param>
internal sealed record SlackMethod(string Name, int PerMinute, bool Form = false)
{
    private const int Tier1 = 1;
    private const int Tier2 = 20;
    private const int Tier3 = 50;
    private const int Tier4 = 100;

    internal static readonly SlackMethod AuthTest = new("auth.test", Tier4);
    internal static readonly SlackMethod ConnectionsOpen = new("apps.connections.open", Tier1 * 10);
    internal static readonly SlackMethod PostMessage = new("chat.postMessage", 300);
    internal static readonly SlackMethod Update = new("chat.update", Tier3);
    internal static readonly SlackMethod PostEphemeral = new("chat.postEphemeral", Tier4);
    internal static readonly SlackMethod GetPermalink = new("chat.getPermalink", Tier4, Form: true);
    internal static readonly SlackMethod Create = new("conversations.create", Tier2);
    internal static readonly SlackMethod Invite = new("conversations.invite", Tier3);
    internal static readonly SlackMethod Join = new("conversations.join", Tier3);
    internal static readonly SlackMethod SetTopic = new("conversations.setTopic", Tier2);
    internal static readonly SlackMethod SetPurpose = new("conversations.setPurpose", Tier2);
    internal static readonly SlackMethod Archive = new("conversations.archive", Tier2);
    internal static readonly SlackMethod Unarchive = new("conversations.unarchive", Tier2);
    internal static readonly SlackMethod List = new("conversations.list", Tier2, Form: true);
    internal static readonly SlackMethod History = new("conversations.history", Tier3, Form: true);
    internal static readonly SlackMethod Replies = new("conversations.replies", Tier3, Form: true);
    internal static readonly SlackMethod OpenDirect = new("conversations.open", Tier3);
    internal static readonly SlackMethod GetUploadUrl = new("files.getUploadURLExternal", Tier4, Form: true);
    internal static readonly SlackMethod CompleteUpload = new("files.completeUploadExternal", Tier4);
    internal static readonly SlackMethod GroupUsers = new("usergroups.users.list", Tier2, Form: true);
    internal static readonly SlackMethod PinsAdd = new("pins.add", Tier2);
    internal static readonly SlackMethod BookmarksAdd = new("bookmarks.add", Tier2);
    internal static readonly SlackMethod UsersInfo = new("users.info", Tier4, Form: true);
    internal static readonly SlackMethod UsersList = new("users.list", Tier2, Form: true);
    internal static readonly SlackMethod ViewsOpen = new("views.open", Tier4);
    internal static readonly SlackMethod ViewsUpdate = new("views.update", Tier4);
    internal static readonly SlackMethod ViewsPublish = new("views.publish", Tier4);
}
