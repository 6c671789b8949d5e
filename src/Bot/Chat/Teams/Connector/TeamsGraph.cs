namespace IncidentBot.Chat.Teams.Connector;

/// <summary>The one call of Microsoft Graph that the bot uses: a channel of its own for an incident.</summary>
/// <remarks>Needs the permission Channel.Create.Group, which the team's owner gives by installing the app, or Channel.Create of the tenant.</remarks>
internal sealed class TeamsGraph(TeamsCalls calls, TeamsOptions options)
{
    /// <summary>Graph's longest name of a channel.</summary>
    internal const int LongestName = 50;

    internal Task<GraphChannel> CreateChannel(string group, string name, string description, CancellationToken cancel) => calls.Call<GraphChannel>(
        HttpMethod.Post, new Uri(new Uri(options.GraphUrl), $"teams/{Uri.EscapeDataString(group)}/channels"), "POST channels", TeamsToken.Graph,
        new NewChannel(name, description, "standard"), pause => new ChatUnavailableException($"Graph limits the bot for {Workflow.Durations.Text(pause)}.", pause), cancel);
}
