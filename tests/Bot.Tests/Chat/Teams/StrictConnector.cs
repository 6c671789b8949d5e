using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>Entra, the connector and Graph of our own, in the test's process, as strict as the real ones: tokens, sizes, rates, what is gone, who is blocked.</summary>
internal sealed class StrictConnector : IAsyncDisposable
{
    internal const string App = "0f8fad5b-d9cb-469f-a165-70867728950e";
    internal const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    internal const string Secret = "secret-of-the-test";

    /// <summary>Teams takes no larger message.</summary>
    private const int MostBytes = 28 * 1024;

    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly ConcurrentQueue<(int Status, int Seconds)> next = new();
    private int answersToLose;

    private StrictConnector(WebApplication app) => this.app = app;

    internal Uri Address { get; private set; } = null!;

    internal Uri Service => new(Address, "teams/");

    internal StrictConversations Conversations { get; } = new();

    /// <summary>"POST v3/conversations/...": every call of the connector and of Graph.</summary>
    internal ConcurrentQueue<string> Calls { get; } = new();

    internal int TokensGiven { get; private set; }

    /// <summary>The secret that Entra accepts.</summary>
    internal string Accepted { get; set; } = Secret;

    /// <summary>While true, every call is answered with 503.</summary>
    internal bool Down { get; set; }

    /// <summary>Whether the app may create channels.</summary>
    internal bool MayCreateChannels { get; set; } = true;

    internal static async Task<StrictConnector> Start(CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var connector = new StrictConnector(app);
        app.MapPost("/{tenant}/oauth2/v2.0/token", (string tenant, HttpRequest request) => connector.Token(tenant, request));

        // As delegates: request delegates would drop the results, and answer 200 to everybody.
        app.Map("/teams/{**path}", (Delegate)((HttpContext http) => connector.Called(http, "teams", "https://api.botframework.com")));
        app.Map("/graph/{**path}", (Delegate)((HttpContext http) => connector.Called(http, "graph", "https://graph.microsoft.com")));
        app.Map("/elsewhere", (HttpContext http) => connector.Calls.Enqueue("elsewhere with " + http.Request.Headers.Authorization));
        await app.StartAsync(cancel);
        connector.Address = new Uri(app.Urls.Single());
        return connector;
    }

    /// <summary>Looks at the conversations, or changes them, while nobody else does.</summary>
    internal T Look<T>(Func<StrictConversations, T> look)
    {
        lock (gate)
        {
            return look(Conversations);
        }
    }

    /// <summary>The next calls are answered so, and do nothing.</summary>
    internal void Next(int status, int times = 1, int seconds = 0) => Enumerable.Repeat((status, seconds), times).ToList().ForEach(next.Enqueue);

    /// <summary>The next call takes effect, and its answer is lost on the way.</summary>
    internal void LoseAnswer() => Interlocked.Increment(ref answersToLose);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private async Task<IResult> Token(string tenant, HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (tenant != Tenant || form["client_id"] != App || form["grant_type"] != "client_credentials")
        {
            return Results.Json(new { error = "unauthorized_client" }, statusCode: 400);
        }

        // A certificate signs an assertion in the secret's place.
        if (form["client_secret"] != Accepted && form["client_assertion"].ToString().Split('.').Length != 3)
        {
            return Results.Json(new { error = "invalid_client", error_description = "AADSTS7000215" }, statusCode: 401);
        }

        TokensGiven++;
        return Results.Json(new { token_type = "Bearer", expires_in = 3600, access_token = "token for " + form["scope"].ToString().Replace("/.default", "", StringComparison.Ordinal) });
    }

    private async Task<IResult> Called(HttpContext http, string root, string audience)
    {
        var raw = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var path = raw.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Uri.UnescapeDataString).ToArray();
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer);
        Calls.Enqueue($"{http.Request.Method} {string.Join('/', path)}");
        if (Down)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (next.TryDequeue(out var asked))
        {
            http.Response.Headers.RetryAfter = asked.Seconds > 0 ? $"{asked.Seconds}" : default;
            http.Response.Headers.Location = asked.Status is 302 or 307 ? new Uri(Address, "elsewhere").ToString() : default;
            return Results.Json(new { }, statusCode: asked.Status);
        }

        if (http.Request.Headers.Authorization != $"Bearer token for {audience}")
        {
            return Results.Json(new { error = new { code = "Unauthorized", message = "no" } }, statusCode: 401);
        }

        var (status, answer) = buffer.Length > MostBytes
            ? StrictConversations.Error(413, "MessageSizeTooBig")
            : Answer(root, http.Request.Method, path, buffer.Length == 0 ? null : JsonNode.Parse(buffer.ToArray()) as JsonObject);
        if (Interlocked.CompareExchange(ref answersToLose, 0, 1) == 1)
        {
            http.Abort();
        }

        return Results.Json(answer, statusCode: status);
    }

    private (int Status, JsonObject Body) Answer(string root, string method, string[] path, JsonObject? body)
    {
        lock (gate)
        {
            return root == "teams" ? Conversations.Answer(method, path, body)
                : !MayCreateChannels ? StrictConversations.Error(403, "Forbidden")
                : (method, path) is ("POST", ["teams", var group, "channels"]) ? Conversations.CreateChannel(group, body!)
                : StrictConversations.Error(404, "NotFound");
        }
    }
}
