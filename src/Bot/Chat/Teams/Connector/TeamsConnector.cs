namespace IncidentBot.Chat.Teams.Connector;

/// <summary>The connector's calls that the bot uses. Refusals are <see cref="TeamsErrorException"/>; what may work later is <see cref="ChatUnavailableException"/>.</summary>
/// <remarks>The token goes nowhere but to the address that a verified activity named, or before the first to the configured one.</remarks>
internal sealed class TeamsConnector(TeamsCalls calls, TeamsReferences references, TeamsOptions options, TeamsPacing pacing)
{
    /// <summary>Posts to a conversation; answers the activity's id, or null where the connector tells none.</summary>
    internal async Task<string?> Post(string conversation, OutgoingActivity activity, CancellationToken cancel) =>
        (await Call<ResourceAnswer>(HttpMethod.Post, conversation, $"v3/conversations/{Escaped(conversation)}/activities", "POST activities", activity, cancel)).Id;

    /// <summary>Replaces an activity of the bot's.</summary>
    internal Task Put(string conversation, string activityId, OutgoingActivity activity, CancellationToken cancel) =>
        Call<ResourceAnswer>(HttpMethod.Put, conversation, $"v3/conversations/{Escaped(conversation)}/activities/{Escaped(activityId)}", "PUT activities", activity, cancel);

    /// <summary>Begins a thread in a channel with a message.</summary>
    internal Task<ConversationAnswer> Thread(string channel, OutgoingActivity first, CancellationToken cancel) => Call<ConversationAnswer>(
        HttpMethod.Post, channel, "v3/conversations", "POST conversations",
        new NewConversation(true, Bot, null, options.TenantId, new NewConversationData(new ConnectorAccount(options.TenantId), new ConnectorAccount(channel)), first), cancel);

    /// <summary>The chat of the bot with one user; the same at each call.</summary>
    internal Task<ConversationAnswer> Chat(string user, CancellationToken cancel) => Call<ConversationAnswer>(
        HttpMethod.Post, user, "v3/conversations", "POST conversations",
        new NewConversation(false, Bot, [new ConnectorAccount(user)], options.TenantId, new NewConversationData(new ConnectorAccount(options.TenantId), null), null), cancel);

    /// <summary>A member of a conversation or team, by "29:..." or Entra object id.</summary>
    internal Task<MemberAnswer> Member(string conversation, string user, CancellationToken cancel) =>
        Call<MemberAnswer>(HttpMethod.Get, "members", $"v3/conversations/{Escaped(conversation)}/members/{Escaped(user)}", "GET members", null, cancel);

    /// <summary>A page of the members.</summary>
    internal Task<MembersPage> Members(string conversation, string? continuation, CancellationToken cancel) => Call<MembersPage>(
        HttpMethod.Get, "members",
        $"v3/conversations/{Escaped(conversation)}/pagedmembers?pageSize=200{(string.IsNullOrEmpty(continuation) ? "" : $"&continuationToken={Uri.EscapeDataString(continuation)}")}",
        "GET pagedmembers", null, cancel);

    internal Task<TeamAnswer> Team(string team, CancellationToken cancel) => Call<TeamAnswer>(HttpMethod.Get, "teams", $"v3/teams/{Escaped(team)}", "GET teams", null, cancel);

    internal Task<ChannelsAnswer> Channels(string team, CancellationToken cancel) =>
        Call<ChannelsAnswer>(HttpMethod.Get, "teams", $"v3/teams/{Escaped(team)}/conversations", "GET teams/conversations", null, cancel);

    private ConnectorAccount Bot => new("28:" + options.AppId);

    private async Task<T> Call<T>(HttpMethod method, string thread, string path, string name, object? body, CancellationToken cancel)
    {
        var address = await references.ServiceUrl(cancel) ?? options.ServiceUrl;
        if (!options.MayAnswerAt(address))
        {
            throw new ChatRefusedException($"The bot does not speak to {address}.", "Check Chat:Teams:ServiceUrl; the bot's token goes to https addresses of Teams alone.");
        }

        await pacing.Turn(thread, cancel);
        return await calls.Call<T>(method, new Uri(address.TrimEnd('/') + "/" + path), name, TeamsToken.Connector, body, pause => pacing.Limited(thread, pause), cancel);
    }

    private static string Escaped(string id) => Uri.EscapeDataString(id);
}
