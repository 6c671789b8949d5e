using IncidentBot.Web.Access;
using IncidentBot.Web.Limits;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Web;

/// <summary>Registers where the bot listens, what it takes from one source, who may read, and its sign of life.</summary>
internal static class WebModule
{
    internal static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();
        services.AddOptions<WebOptions>()
            .BindConfiguration("Web", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<WebKey>();
        services.AddSingleton<SourceLimits>();
        services.AddSingleton<TooManyRequests>();
        services.AddRateLimiter(_ => { });
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, SourceLimiter>();
        builder.WebHost.UseUrls(builder.Configuration["Web:Urls"] ?? new WebOptions().Urls);
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Limits.MaxConcurrentConnections = int.TryParse(context.Configuration["Web:Limits:Connections"], out var most) && most > 0 ? most : new LimitOptions().Connections;
        });
        return builder;
    }

    /// <summary>First in the pipeline: what anything behind it leaves without a word gets one.</summary>
    internal static WebApplication UseWeb(this WebApplication app)
    {
        app.UseMiddleware<PlainAnswers>();
        return app;
    }

    /// <summary>Next: who asks, whether it asks too much, and whether it may. Routing comes before, so that an address is known.</summary>
    internal static WebApplication UseLimits(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<WebOptions>>().Value;
        if (options.Proxies.Count > 0)
        {
            app.UseForwardedHeaders(Believed(options));
        }

        app.UseMiddleware<RefusalPace>();
        app.UseRateLimiter();
        app.UseMiddleware<KeyGate>();
        return app;
    }

    internal static IEndpointRouteBuilder MapWeb(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live\n")).WithoutKey();
        return app;
    }

    /// <summary>The sign-in page where there is a key, and the API where it is switched on.</summary>
    internal static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<WebKey>().IsSet)
        {
            app.MapSignIn();
        }

        if (app.ServiceProvider.GetRequiredService<IOptions<WebOptions>>().Value.Api)
        {
            app.MapIncidents();
        }

        return app;
    }

    /// <summary>Only what a listed proxy says of itself is believed, hop by hop from the nearest; the first address that is no proxy is the source.</summary>
    private static ForwardedHeadersOptions Believed(WebOptions web)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };

        // The platform believes loopback by default.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in web.KnownProxies)
        {
            options.KnownProxies.Add(proxy);
        }

        return options;
    }
}
