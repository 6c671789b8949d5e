using System.Net;
using System.Text.Json.Serialization;

namespace IncidentBot.Demo;

/// <summary>A small web host for a simulated process: loopback only, no configuration files, logs on stderr.</summary>
internal static class SimHost
{
    private const int LargestBody = 4096;

    public static WebApplicationBuilder Builder(int port, string directory, int? parent)
    {
        Directory.CreateDirectory(directory);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetFullPath(directory) });
        // The settings of the bot that starts this process are not its own.
        builder.Configuration.Sources.Clear();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning)
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => Http.Client(TimeSpan.FromSeconds(2)));
        if (parent is { } pid)
        {
            builder.Services.AddHostedService(services =>
                new ParentWatch(pid, services.GetRequiredService<IHostApplicationLifetime>()));
        }

        return builder;
    }

    public static async Task Run(WebApplicationBuilder builder, Action<WebApplication> map, CancellationToken cancel)
    {
        await using var app = builder.Build();
        app.Use(AnswerBadRequests);
        map(app);
        await app.RunAsync(cancel);
    }

    private static async Task AnswerBadRequests(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null })
            {
                await Reason(context, $"{context.Request.Method} {context.Request.Path} is not served here or needs a JSON body");
            }
        }
        catch (BadHttpRequestException e)
        {
            context.Response.StatusCode = e.StatusCode;
            await Reason(context, e.InnerException?.Message ?? e.Message);
        }
    }

    private static Task Reason(HttpContext context, string reason) =>
        context.Response.WriteAsJsonAsync(new { reason }, context.RequestAborted);
}
