namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>Whether an activity is what its token allows, and of the configured tenant.</summary>
internal static class TeamsOrigin
{
    /// <summary>The one channel that is taken: others, such as Direct Line, let their clients write the sender's identity.</summary>
    internal const string Channel = "msteams";

    /// <summary>What is wrong, for the log; null if nothing is.</summary>
    /// <param name="caller">Who the token proves to call; null in the development profile alone.</param>
    internal static string? Fault(in TeamsActivity activity, TeamsCaller? caller, TeamsOptions options)
    {
        var (channel, url) = (activity.ChannelId, activity.ServiceUrl);
        if (channel != Channel)
        {
            return $"it comes from another channel than {Channel}";
        }

        if (caller is not null && !caller.Endorsements.Contains(channel))
        {
            return $"the key that signed its token is not endorsed for {Channel}";
        }

        if (caller is not null && !string.Equals(caller.ServiceUrl, url, StringComparison.OrdinalIgnoreCase))
        {
            return "its serviceUrl is not the one that its token speaks for";
        }

        if (!options.MayAnswerAt(url))
        {
            return options.Development
                ? "its serviceUrl is not on this machine, which Chat:Teams:Development demands"
                : "its serviceUrl is no https address";
        }

        return Same(activity.Tenant, options) && (activity.Text("conversation", "tenantId") is not { } also || Same(also, options))
            ? null
            : "it comes from another tenant than Chat:Teams:TenantId";
    }

    private static bool Same(string? tenant, TeamsOptions options) => string.Equals(tenant, options.TenantId, StringComparison.OrdinalIgnoreCase);
}
