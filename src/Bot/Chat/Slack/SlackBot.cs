using IncidentBot.Chat.Slack.Api;

namespace IncidentBot.Chat.Slack;

/// <summary>Who the bot is in Slack: asked once, when it is first needed.</summary>
internal sealed class SlackBot(SlackClient slack)
{
    private volatile SlackSelf? self;

    internal async Task<SlackSelf> Self(CancellationToken cancel) => self ??= await slack.Self(cancel);

    /// <summary>The bot's user id, if it is known already.</summary>
    internal string? KnownUser => self?.UserId;
}
