using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Bot.Tests.Alarms.Sqs;

/// <summary>Stands between the bot and the emulator, and lets one operation hang: whoever waits for it then can be killed there.</summary>
internal sealed class MotoProxy : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly WebApplication app;
    private readonly string target;
    private int hung;

    private MotoProxy(WebApplicationBuilder builder, string target)
    {
        this.target = target;
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Pass);
    }

    internal string Address => app.Urls.Single();

    internal string? Hangs { get; set; }

    /// <summary>How many calls hang or hung.</summary>
    internal int Hung => hung;

    internal static async Task<MotoProxy> Start(string target, CancellationToken cancel)
    {
        var proxy = new MotoProxy(WebApplication.CreateEmptyBuilder(new WebApplicationOptions()), target);
        await proxy.app.StartAsync(cancel);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task Pass(HttpContext context)
    {
        var operation = context.Request.Headers["X-Amz-Target"].ToString();
        if (Hangs is { } hangs && operation.EndsWith(hangs, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref hung);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body.ToArray()) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(context.Request.ContentType!);
        foreach (var header in context.Request.Headers.Where(h => h.Key.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase) || h.Key == "Authorization"))
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        }

        using var answer = await http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
