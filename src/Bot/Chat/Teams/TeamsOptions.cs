namespace IncidentBot.Chat.Teams;

/// <summary>The bot as a Teams app. Section <c>Chat:Teams</c>. Secrets come from the environment or from files, and are never logged.</summary>
internal sealed class TeamsOptions
{
    internal const string Section = "Chat:Teams";

    /// <summary>The public cloud's Bot Framework OpenID configuration.</summary>
    internal const string PublicMetadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>The public cloud's login.</summary>
    internal const string PublicLogin = "https://login.microsoftonline.com/";

    /// <summary>The public cloud's Microsoft Graph.</summary>
    internal const string PublicGraph = "https://graph.microsoft.com/v1.0/";

    /// <summary>Whether the bot is in Teams. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>The app (client) id of the bot, a GUID: tokens for any other are refused. Required.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The Entra tenant, a GUID: activities of any other are refused, and the bot's own tokens are asked of it. Required.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The client secret; this, <see cref="ClientSecretFile"/> or <see cref="CertificateFile"/> is required.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>A file that holds the client secret; read again when it changes.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>A file with the certificate and its private key, PKCS #12 (.pfx) or PEM, in place of a client secret; read again when it changes.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>The password of the certificate's file; empty for none.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>A file that holds the password of the certificate's file.</summary>
    public string CertificatePasswordFile { get; set; } = "";

    /// <summary>The team that the app is installed in: its id as Teams writes it, 19:...@thread.tacv2. Required.</summary>
    public string IncidentsTeam { get; set; } = "";

    /// <summary>The channel in which anyone can declare, and in which incidents have their threads: its id, 19:...@thread.tacv2. Required.</summary>
    public string IncidentsChannel { get; set; } = "";

    /// <summary>The channel of stakeholder updates, each incident a thread; empty: they are threads of the incidents channel.</summary>
    public string StakeholdersChannel { get; set; } = "";

    /// <summary>Whether each incident gets a channel of its own, through Graph; where that is refused, a thread takes its place. Default false.</summary>
    public bool ChannelPerIncident { get; set; }

    /// <summary>The reaction that keeps a message in the timeline, as Teams names it. Default "1f4cc_pushpin".</summary>
    public string CaptureEmoji { get; set; } = "1f4cc_pushpin";

    /// <summary>Where the first message goes before Teams has called the bot: the connector's address; https, or http on this machine.</summary>
    public string ServiceUrl { get; set; } = "https://smba.trafficmanager.net/teams/";

    /// <summary>The Bot Framework's OpenID configuration, which names the keys of tokens; the public cloud's, or one of this machine.</summary>
    public string OpenIdMetadata { get; set; } = PublicMetadata;

    /// <summary>Where the bot gets its own tokens; the public cloud's, or one of this machine.</summary>
    public string LoginAuthority { get; set; } = PublicLogin;

    /// <summary>Where Microsoft Graph is; the public cloud's, or one of this machine.</summary>
    public string GraphUrl { get; set; } = PublicGraph;

    /// <summary>
    /// For rehearsals with the Agents Playground: activities without a token are accepted, and none is sent. Refused unless the bot listens
    /// on this machine alone; every address outside it is refused. Default false.
    /// </summary>
    public bool Development { get; set; }

    /// <summary>Whether a connector on this machine, over plain http, may be spoken to.</summary>
    internal bool AllowsLoopback => Development || Uri.TryCreate(OpenIdMetadata, UriKind.Absolute, out var uri) && uri.IsLoopback;

    /// <summary>Whether an activity may name this address for answers: https; in a rehearsal one of this machine, and with <see cref="Development"/> no other.</summary>
    internal bool MayAnswerAt(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && ((uri.Scheme == Uri.UriSchemeHttps && !Development && !uri.IsLoopback) || (uri.IsLoopback && AllowsLoopback && uri.Scheme is "http" or "https"));
}
