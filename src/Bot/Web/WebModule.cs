using Microsoft.Extensions.Options;

namespace IncidentBot.Web;

/// <summary>Registers where the bot listens, and its sign of life.</summary>
internal static class WebModule
{
    internal static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();
        builder.Services.AddOptions<WebOptions>()
            .BindConfiguration("Web", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.WebHost.UseUrls(builder.Configuration["Web:Urls"] ?? new WebOptions().Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        return builder;
    }

    /// <summary>First in the pipeline: what anything behind it leaves without a word gets one.</summary>
    internal static WebApplication UseWeb(this WebApplication app)
    {
        app.UseMiddleware<PlainAnswers>();
        return app;
    }

    internal static IEndpointRouteBuilder MapWeb(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live\n"));
        return app;
    }
}
