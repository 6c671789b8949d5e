namespace IncidentBot.Chat.Teams;

/// <summary>Registers what speaks to Teams.</summary>
internal static class TeamsOutboundModule
{
    internal static IServiceCollection AddTeamsOutbound(this IServiceCollection services) => services;
}
