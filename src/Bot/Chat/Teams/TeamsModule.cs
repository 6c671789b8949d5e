using IncidentBot.People;
using Microsoft.Extensions.Options;

namespace IncidentBot.Chat.Teams;

/// <summary>Puts Teams into the host where the settings switch it on.</summary>
internal static class TeamsModule
{
    internal static IHostApplicationBuilder AddTeamsChat(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(TeamsOptions.Section);
        var services = builder.Services;
        services.AddOptions<TeamsOptions>().Bind(section, o => o.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsOptionsValidator>();
        if (!section.GetValue<bool>(nameof(TeamsOptions.Enabled)))
        {
            return builder;
        }

        services.AddSingleton(p => p.GetRequiredService<IOptions<TeamsOptions>>().Value);
        services.AddSingleton<TeamsSecrets>();
        services.AddSingleton<TeamsReferences>();
        services.AddSingleton<TeamsAccounts>();
        services.AddSingleton<IChatAccounts>(p => p.GetRequiredService<TeamsAccounts>());
        services.AddTeamsOutbound();
        return builder;
    }

    internal static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder app) => app;
}
