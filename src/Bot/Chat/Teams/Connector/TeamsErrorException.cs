namespace IncidentBot.Chat.Teams.Connector;

/// <summary>Teams, or Graph, refused a call, by the name of its error.</summary>
/// <param name="call">"POST activities": what was asked.</param>
/// <param name="said">What the other side says about it; may be empty.</param>
internal sealed class TeamsErrorException(string call, int status, string code, string said) : Exception($"{call}: {status} {code}")
{
    internal int Status { get; } = status;

    internal string Code { get; } = code;

    /// <summary>What the other side says about it, for logs.</summary>
    internal string Said { get; } = said;

    /// <summary>What a person can do about it.</summary>
    internal string Remedy => (Code, Status) switch
    {
        ("BotNotInConversationRoster", _) => "Install the app in the team, and for the person: `incidentbot teams package` makes what is uploaded.",
        ("BotDisabledByAdmin" or "ForbiddenOperationException", _) => "A Teams administrator can allow the app in the admin centre, under Manage apps.",
        ("MessageWritesBlocked" or "ConversationBlockedByUser" or "UserBlocked", _) => "The person blocked the bot, or their account is deactivated: reach them another way.",
        ("ConversationNotFound", _) => "Install the app in the team, and check Chat:Teams:IncidentsTeam and IncidentsChannel.",
        ("ActivityNotFoundInConversation" or "MessageNotFound", _) => "It was deleted; it is posted anew where it is needed.",
        ("MemberNotFoundInConversation" or "MemberNotFound", _) => "Add the person to the team.",
        ("MessageSizeTooBig" or "RequestEntityTooLarge", _) => "Say it in fewer words.",
        ("Authorization_RequestDenied" or "Forbidden", _) or (_, 403) => "Grant the app the permission (docs/teams.md lists them), and install it again.",
        (_, 404) => "It is gone, or the app is not installed there.",
        _ => "Look the error up in the documentation of Bot Connector errors, and try it by hand.",
    };

    /// <summary>The refusal as chats know it.</summary>
    internal ChatRefusedException Refused(string what) => new($"{what} ({Code}).", Remedy);

    internal RoomTrouble Trouble(string what) => new($"{what} ({Code}).", Remedy);
}
