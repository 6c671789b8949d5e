namespace IncidentBot.Chat.Teams;

/// <summary>Says at start how the bot is in Teams, and aloud where it believes whoever calls.</summary>
internal sealed class TeamsStart(TeamsOptions options, ILogger<TeamsStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancel)
    {
        if (options.Development)
        {
            log.LogWarning("CHAT:TEAMS:DEVELOPMENT IS ON: whoever reaches {Path} on this machine is believed to be Teams, and to be whomever they name. Never use it for real incidents", Inbound.TeamsEndpoint.Path);
        }
        else if (options.AllowsLoopback)
        {
            log.LogWarning("Chat:Teams:OpenIdMetadata is {Address}: a program of this machine decides who is Teams. Never use it for real incidents", options.OpenIdMetadata);
        }

        log.LogInformation("The bot is in Teams, tenant {Tenant}, app {App}", options.TenantId, options.AppId);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
}
