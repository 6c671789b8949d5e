using IncidentBot.Chat.Teams.Connector;
using IncidentBot.Chat.Teams.Rendering;
using Microsoft.Identity.Client;

namespace IncidentBot.Chat.Teams;

/// <summary>Registers what speaks to Teams.</summary>
internal static class TeamsOutboundModule
{
    internal static IServiceCollection AddTeamsOutbound(this IServiceCollection services)
    {
        services.AddSingleton<IMsalHttpClientFactory, TeamsLogin>();
        services.AddSingleton<TeamsToken>();
        services.AddSingleton(p => new TeamsCalls(Http(), p.GetRequiredService<TeamsToken>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TeamsPacing>();
        services.AddSingleton<TeamsConnector>();
        services.AddSingleton<TeamsGraph>();
        services.AddSingleton<TeamsMembers>();
        services.AddSingleton<ITeamsMembers>(p => p.GetRequiredService<TeamsMembers>());
        services.AddSingleton<TeamsRenderer>();
        services.AddSingleton<ITeamsRenderer>(p => p.GetRequiredService<TeamsRenderer>());
        services.AddSingleton<TeamsMemory>();
        services.AddSingleton<TeamsOnce>();
        services.AddSingleton<TeamsPosts>();
        services.AddSingleton<TeamsWhispers>();
        services.AddSingleton<TeamsRooms>();
        services.AddSingleton<TeamsCheck>();
        services.AddSingleton<TeamsChat>();
        services.AddSingleton<IChatPlatform>(p => p.GetRequiredService<TeamsChat>());
        return services;
    }

    /// <summary>A redirect would carry the token elsewhere.</summary>
    internal static HttpClient Http() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) }) { MaxResponseContentBufferSize = 4 * 1024 * 1024 };
}
