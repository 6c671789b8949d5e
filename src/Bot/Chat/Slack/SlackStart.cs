using IncidentBot.Chat.Slack.Api;

namespace IncidentBot.Chat.Slack;

/// <summary>Looks at the token when the host starts, beside everything else: Slack being away must not keep the bot from starting.</summary>
internal sealed class SlackStart(SlackBot bot, SlackOptions options, TimeProvider clock, ILogger<SlackStart> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with the token, each with what to do; throws <see cref="ChatUnavailableException"/> while Slack does not answer.</summary>
    internal static async Task<IReadOnlyList<string>> Faults(SlackBot bot, SlackOptions options, CancellationToken cancel)
    {
        try
        {
            var self = await bot.Self(cancel);
            return
            [
                .. self.TeamId == options.TeamId ? [] : new[] { $"The bot token belongs to the workspace {self.TeamId}, and Chat:Slack:TeamId is {options.TeamId}." },
                .. self.Scopes is null ? [] : SlackNeeds.Missing(self.Scopes, options.PrivateRooms).Select(m => $"The bot token lacks the scope {m}."),
            ];
        }
        catch (SlackErrorException e)
        {
            return [$"Slack does not tell who the bot is ({e.Error}). {e.Remedy}"];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var faults = await Faults(bot, options, stoppingToken);
                foreach (var fault in faults)
                {
                    log.LogWarning("Slack: {Fault}", fault);
                }

                log.LogInformation("The bot is in Slack, workspace {Team}, by {Mode}; {Faults} faults of its token", options.TeamId, options.Mode, faults.Count);
                return;
            }
            catch (ChatUnavailableException e)
            {
                log.LogWarning("Slack cannot be asked who the bot is: {Reason}", e.Message);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }
}
