using IncidentBot.Chat.Slack.Api;
using IncidentBot.Chat.Slack.Inbound;
using IncidentBot.Chat.Slack.Socket;
using IncidentBot.People;
using IncidentBot.Store;
using IncidentBot.Web.Access;
using Microsoft.Extensions.Options;

namespace IncidentBot.Chat.Slack;

/// <summary>Puts Slack into the host where the settings switch it on.</summary>
internal static class SlackModule
{
    internal static IHostApplicationBuilder AddSlackChat(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(SlackOptions.Section);
        var services = builder.Services;
        services.AddOptions<SlackOptions>().Bind(section, o => o.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SlackOptions>, SlackOptionsValidator>();
        if (!section.GetValue<bool>(nameof(SlackOptions.Enabled)))
        {
            return builder;
        }

        services.AddSingleton(p => p.GetRequiredService<IOptions<SlackOptions>>().Value);
        services.AddSingleton<SlackSecrets>();
        services.AddSingleton<SlackMemory>();
        services.AddSingleton<SlackRates>();
        services.AddSingleton(p => new SlackClient(Http(), p.GetRequiredService<SlackOptions>(), p.GetRequiredService<SlackSecrets>(), p.GetRequiredService<SlackRates>()));
        services.AddSingleton<SlackBot>();
        services.AddSingleton<SlackAccounts>();
        services.AddSingleton<IChatAccounts>(p => p.GetRequiredService<SlackAccounts>());
        services.AddSingleton<SlackPosts>();
        services.AddSingleton<SlackRooms>();
        services.AddSingleton<SlackUsers>();
        services.AddSingleton<SlackGroups>();
        services.AddSingleton<SlackFurnishing>();
        services.AddSingleton<SlackUploads>();
        services.AddSingleton<SlackChat>();
        services.AddSingleton<IChatPlatform>(p => p.GetRequiredService<SlackChat>());
        services.AddSingleton<IPeopleDirectory, SlackDirectory>();
        services.AddSingleton<SlackHomeQuery>();
        services.AddSingleton<SlackHomePage>();
        services.AddSingleton<SlackAfter>();
        services.AddSingleton<SlackErrands>();
        services.AddSingleton<SlackDialogs>();
        services.AddSingleton<SlackEvents>();
        services.AddSingleton<SlackIntake>();
        services.AddSingleton<SlackEndpoint>();
        services.AddHostedService(p => p.GetRequiredService<SlackAfter>());
        services.AddDuty<SlackErrands>();
        services.AddHostedService<SlackStart>();
        if (section[nameof(SlackOptions.Mode)] == "socket")
        {
            services.AddHostedService<SlackSocketMode>();
        }

        return builder;
    }

    internal static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<SlackEndpoint>() is { } endpoint && !app.ServiceProvider.GetRequiredService<SlackOptions>().IsSocket)
        {
            foreach (var path in SlackEndpoint.Paths)
            {
                // As a delegate: a request delegate would drop the result, and answer 200 to everybody.
                app.MapPost(path, (Delegate)endpoint.Receive).WithoutKey();
            }
        }

        return app;
    }

    /// <summary>A redirect would carry the token elsewhere.</summary>
    private static HttpClient Http() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) }) { MaxResponseContentBufferSize = 16 * 1024 * 1024 };
}
