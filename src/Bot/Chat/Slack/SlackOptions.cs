namespace IncidentBot.Chat.Slack;

/// <summary>The bot as a Slack app. Section <c>Chat:Slack</c>. Secrets come from the environment or from files, and are never logged.</summary>
internal sealed class SlackOptions
{
    internal const string Section = "Chat:Slack";

    /// <summary>Whether the bot is in Slack. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>How Slack reaches the bot: "http", signed requests to /slack/..., or "socket", Socket Mode. Default "http".</summary>
    public string Mode { get; set; } = "http";

    /// <summary>The bot token, xoxb-...; this or <see cref="BotTokenFile"/> is required.</summary>
    public string BotToken { get; set; } = "";

    /// <summary>A file that holds the bot token; read again when it changes.</summary>
    public string BotTokenFile { get; set; } = "";

    /// <summary>The app-level token with connections:write, xapp-...; required in socket mode.</summary>
    public string AppToken { get; set; } = "";

    /// <summary>A file that holds the app-level token; read again when it changes.</summary>
    public string AppTokenFile { get; set; } = "";

    /// <summary>The signing secret of the app; required in http mode.</summary>
    public string SigningSecret { get; set; } = "";

    /// <summary>A file that holds the signing secret; read again when it changes.</summary>
    public string SigningSecretFile { get; set; } = "";

    /// <summary>The workspace, T...: deliveries of any other are refused. Required.</summary>
    public string TeamId { get; set; } = "";

    /// <summary>The app, A...: deliveries to any other are refused. Required.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The enterprise, E...: deliveries of any other, or of none, are refused. Empty: deliveries of an enterprise are refused.</summary>
    public string EnterpriseId { get; set; } = "";

    /// <summary>Where the Web API is; https, or http on this machine. Default https://slack.com/api/.</summary>
    public string ApiUrl { get; set; } = "https://slack.com/api/";

    /// <summary>The channel in which anyone can declare, by name or id; made if there is none of that name. Default "incidents".</summary>
    public string IncidentsChannel { get; set; } = "incidents";

    /// <summary>Whether an incident's channel is private: only those who are invited see it. Needs the scopes groups:history, groups:read and groups:write. Default false.</summary>
    public bool PrivateRooms { get; set; }

    /// <summary>User groups by role, such as <c>"data-owner": "S01ABCDEF"</c>: who is in the group is invited with the role; it gives nobody the right to approve. Default none.</summary>
    public Dictionary<string, string> UserGroups { get; set; } = [];

    /// <summary>The emoji that keeps a message in the timeline, without colons. Default "pushpin".</summary>
    public string CaptureEmoji { get; set; } = "pushpin";

    internal bool IsSocket => Mode == "socket";
}
