using IncidentBot.Chat.Teams.Inbound;
using IncidentBot.People;
using IncidentBot.Web.Access;
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
        services.AddSingleton<IPeopleDirectory, TeamsDirectory>();
        services.AddSingleton(p => new TeamsKeys(
            Http(), p.GetRequiredService<TeamsOptions>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<TeamsKeys>>()));
        services.AddSingleton<TeamsTokens>();
        services.AddSingleton<TeamsRefusals>();
        services.AddSingleton<TeamsHeard>();
        services.AddSingleton<TeamsCapture>();
        services.AddSingleton<TeamsWelcome>();
        services.AddSingleton<TeamsViews>();
        services.AddSingleton<TeamsInvokes>();
        services.AddSingleton<TeamsIntake>();
        services.AddSingleton<TeamsEndpoint>();
        services.AddHostedService<TeamsStart>();
        services.AddTeamsOutbound();
        return builder;
    }

    internal static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<TeamsEndpoint>() is { } endpoint)
        {
            app.MapPost(TeamsEndpoint.Path, (RequestDelegate)endpoint.Receive).WithoutKey();
        }

        return app;
    }

    /// <summary>A redirect would let another place tell the keys.</summary>
    private static HttpClient Http() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(3) }) { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 1024 * 1024 };
}
