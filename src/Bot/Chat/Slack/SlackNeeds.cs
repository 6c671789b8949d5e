namespace IncidentBot.Chat.Slack;

/// <summary>Everything that the bot needs of a Slack app, once: the manifest is held against it, and so are a token's scopes at start.</summary>
/// <remarks>Rooms are public channels unless configured otherwise; direct messages page people who are not in a room yet.</remarks>
internal static class SlackNeeds
{
    internal const string Command = "/incident";

    /// <summary>Slack's own requirement for slash commands and shortcuts.</summary>
    internal const string CommandScope = "commands";

    /// <summary>The bot scope that each Web API method needs; empty where any bot token may call it. A method that is not here is not called.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Methods { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["auth.test"] = [],
        ["bookmarks.add"] = ["bookmarks:write"],
        ["bookmarks.list"] = ["bookmarks:read"],
        ["chat.getPermalink"] = [],
        ["chat.postEphemeral"] = ["chat:write"],
        ["chat.postMessage"] = ["chat:write"],
        ["chat.update"] = ["chat:write"],
        ["conversations.archive"] = ["channels:manage"],
        ["conversations.create"] = ["channels:manage"],
        ["conversations.history"] = ["channels:history"],
        ["conversations.info"] = ["channels:read"],
        ["conversations.invite"] = ["channels:manage"],
        ["conversations.join"] = ["channels:join"],
        ["conversations.list"] = ["channels:read"],
        ["conversations.members"] = ["channels:read"],
        ["conversations.open"] = ["im:write"],
        ["conversations.replies"] = ["channels:history"],
        ["conversations.setPurpose"] = ["channels:manage"],
        ["conversations.setTopic"] = ["channels:manage"],
        ["conversations.unarchive"] = ["channels:manage"],
        ["files.completeUploadExternal"] = ["files:write"],
        ["files.getUploadURLExternal"] = ["files:write"],
        ["pins.add"] = ["pins:write"],
        ["usergroups.users.list"] = ["usergroups:read"],
        ["users.info"] = ["users:read"],
        ["users.list"] = ["users:read"],
        ["views.open"] = [],
        ["views.publish"] = [],
        ["views.update"] = [],
    };

    /// <summary>The bot events that are read, with the scope that each needs; empty where Slack sends it to any app that asks.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Events { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["app_home_opened"] = [],
        ["app_mention"] = ["app_mentions:read"],
        ["app_uninstalled"] = [],
        ["channel_archive"] = ["channels:read"],
        ["channel_rename"] = ["channels:read"],
        ["channel_unarchive"] = ["channels:read"],
        ["member_joined_channel"] = ["channels:read"],
        ["message.channels"] = ["channels:history"],
        ["pin_added"] = ["pins:read"],
        ["reaction_added"] = ["reactions:read"],
        ["tokens_revoked"] = [],
    };

    /// <summary>Shortcuts: on a message, or everywhere.</summary>
    internal static IReadOnlyList<SlackShortcut> Shortcuts { get; } =
    [
        new("declare", "Declare an incident", "Open an incident and its room", OnMessage: false),
        new("declare-from-message", "Declare an incident", "Open an incident with this message as its summary", OnMessage: true),
        new("pin-to-timeline", "Pin to the timeline", "Keep this message, its author and time in the incident's timeline", OnMessage: true),
    ];

    /// <summary>Every bot scope, in ordinal order.</summary>
    internal static IReadOnlyList<string> BotScopes { get; } =
        [.. Methods.Values.Concat(Events.Values).SelectMany(s => s).Append(CommandScope).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What private incident channels (Chat:Slack:PrivateRooms) need besides.</summary>
    internal static IReadOnlyList<string> PrivateScopes { get; } = ["groups:history", "groups:read", "groups:write"];

    /// <summary>The events that tell of edits and deletions in private channels.</summary>
    internal static IReadOnlyList<string> PrivateEvents { get; } = ["message.groups"];

    /// <summary>What the app-level token of Socket Mode needs: apps.connections.open is called with it, never with the bot's.</summary>
    internal static IReadOnlyList<string> SocketScopes { get; } = ["connections:write"];

    /// <summary>Scopes that a token lacks, each with what cannot be done without it; empty if nothing is missing.</summary>
    /// <param name="granted">As Slack's <c>x-oauth-scopes</c> header lists them.</param>
    /// <param name="privateRooms">Whether incidents have private channels.</param>
    internal static IReadOnlyList<string> Missing(IEnumerable<string> granted, bool privateRooms = false)
    {
        var has = granted.Select(s => s.Trim()).ToHashSet(StringComparer.Ordinal);
        return [.. BotScopes.Concat(privateRooms ? PrivateScopes : []).Where(s => !has.Contains(s)).Select(s => $"{s}: without it {string.Join(", ", Without(s))} cannot be used; add it under OAuth & Permissions and install the app again")];
    }

    private static IEnumerable<string> Without(string scope) =>
    [
        .. Methods.Where(m => m.Value.Contains(scope)).Select(m => m.Key),
        .. Events.Where(e => e.Value.Contains(scope)).Select(e => $"the event {e.Key}"),
        .. PrivateScopes.Contains(scope) ? ["private incident channels"] : (string[])[],
        .. scope == CommandScope ? [$"{Command} and the shortcuts"] : (string[])[],
    ];
}

/// <summary>A shortcut of the app. <paramref name="Callback"/> comes back when it is chosen.</summary>
internal sealed record SlackShortcut(string Callback, string Name, string Description, bool OnMessage);
