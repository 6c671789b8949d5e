namespace IncidentBot.Chat.Slack;

/// <summary>The three secrets of the app.</summary>
internal sealed class SlackSecrets(SlackOptions options)
{
    internal ChatSecret BotToken { get; } = new(options.BotToken, options.BotTokenFile);

    internal ChatSecret AppToken { get; } = new(options.AppToken, options.AppTokenFile);

    internal ChatSecret SigningSecret { get; } = new(options.SigningSecret, options.SigningSecretFile);
}
