namespace IncidentBot.Chat.Slack.Api;

/// <summary>Slack refused a call, by the name of its error.</summary>
/// <param name="needed">With missing_scope: the scope that the app lacks.</param>
internal sealed class SlackErrorException(string method, string error, string? needed) : Exception($"{method}: {error}")
{
    internal string Method { get; } = method;

    internal string Error { get; } = error;

    internal string? Needed { get; } = needed;

    /// <summary>What a person can do about it.</summary>
    internal string Remedy => Error switch
    {
        "missing_scope" => $"Add the scope {Scope} to the app and install it again.",
        "not_in_channel" => "Invite the app to the channel: `/invite @IncidentBot`.",
        "channel_not_found" => "Invite the app to the channel, or check that it exists in this workspace.",
        "is_archived" => "Unarchive the channel, or go on in another one.",
        "restricted_action" or "restricted_action_read_only_channel" or "user_is_restricted" or "no_permission" or "not_allowed" or "org_login_required" =>
            "An administrator of the workspace can allow it to the app.",
        "user_not_found" or "users_not_found" or "user_not_in_channel" or "cant_invite" => "Check the person's account in People:List, and invite them by hand.",
        "no_such_subteam" or "subteam_not_found" or "subteam_disabled" => "Check the group's id in Chat:Slack:UserGroups.",
        "ura_max_channels" => "Guests are in as many channels as they may be; invite them by hand.",
        "message_not_found" or "cant_update_message" or "edit_window_closed" => "It is posted anew where it is needed.",
        "unknown_method" or "method_deprecated" or "method_not_supported_for_channel_type" => "This workspace's Slack does not offer it; do it by hand.",
        _ => "Look the error up in Slack's documentation of the method, and try it by hand.",
    };

    /// <summary>Slack names every scope that would do; of those, the one that the manifest has.</summary>
    private string Scope => SlackNeeds.Methods.GetValueOrDefault(Method)?.FirstOrDefault(s => Needed?.Split(',', '|').Contains(s) != false) ?? Needed ?? "that the method needs";

    /// <summary>The refusal as chats know it.</summary>
    internal ChatRefusedException Refused(string what) => new($"{what} ({Error}).", Remedy, Error);

    internal RoomTrouble Trouble(string what) => new($"{what} ({Error}).", Remedy);
}
