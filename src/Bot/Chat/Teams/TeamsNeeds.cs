namespace IncidentBot.Chat.Teams;

/// <summary>Everything that the bot needs of a Teams app, once: the manifest is held against it.</summary>
internal static class TeamsNeeds
{
    /// <summary>Where a bot can be spoken to.</summary>
    internal static IReadOnlyList<string> Scopes { get; } = ["team", "personal", "groupChat"];

    /// <summary>Permissions that the owner of the team gives by installing the app, each with what cannot be done without it.</summary>
    internal static IReadOnlyDictionary<string, string> Permissions { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Channel.Create.Group"] = "a channel of its own for each incident (Chat:Teams:ChannelPerIncident); it is a thread then",
        ["ChannelMessage.Read.Group"] = "keeping a message by a reaction, and following its edits; the action \"Keep in the timeline\" does without",
        ["TeamMember.Read.Group"] = "calling responders by name, and knowing guests",
    };

    /// <summary>Actions on a message: command id and title.</summary>
    internal static IReadOnlyDictionary<string, string> Actions { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { [TeamsVerbs.Keep] = "Keep in the timeline" };
}
