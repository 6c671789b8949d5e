namespace IncidentBot.Chat.Local;

/// <summary>The chat that the bot serves itself, in a browser, for rehearsals. Section <c>Chat:Local</c>.</summary>
internal sealed class LocalChatOptions
{
    internal const string Section = "Chat:Local";

    /// <summary>Whether the local chat exists. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>The people that whoever opens the page may play, at most 50. Empty: the page and its endpoints are refused.</summary>
    public IList<LocalPersona> Personas { get; } = [];

    /// <summary>Host names, without port, under which the page may be opened besides loopback ones. Default: none.</summary>
    public HashSet<string> Hosts { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Someone to play. There is no password: only a demo has personas.</summary>
internal sealed class LocalPersona
{
    /// <summary>The directory's id of the person: lower-case letters, digits, dots and hyphens, at most 64. Required.</summary>
    public string Id { get; set; } = "";

    /// <summary>The name that others see, on one line, at most 80 characters. Required.</summary>
    public string Name { get; set; } = "";
}
