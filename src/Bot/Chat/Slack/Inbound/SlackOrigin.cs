namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>Holds a delivery against the workspace, app and enterprise of the settings: another workspace's people are not ours.</summary>
internal static class SlackOrigin
{
    /// <summary>What does not fit; null if all does.</summary>
    internal static string? Fault(SlackPayload payload, SlackOptions options) =>
        payload.Team != options.TeamId ? "workspace"
        : payload.App != options.AppId ? "app"
        : (payload.Enterprise ?? "") != options.EnterpriseId ? "enterprise"
        : null;
}
