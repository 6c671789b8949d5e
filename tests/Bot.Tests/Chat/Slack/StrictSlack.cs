using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>A Slack of our own, in the test's process, that is as strict as the real one: scopes, limits, names, single-use triggers, rate limits, outages.</summary>
internal sealed class StrictSlack : IAsyncDisposable
{
    internal const string Team = "T01TEST";
    internal const string App = "A01APP";
    internal const string BotUser = "U0BOT";
    internal const string Secret = "signing-secret-of-the-test";

    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, (int Left, int Seconds)> limited = new();
    private readonly ConcurrentDictionary<string, bool> answerLost = new();

    private TaskCompletionSource released = new();
    private Func<string, JsonObject, bool>? held;

    private StrictSlack(WebApplication app)
    {
        this.app = app;
        Channels = new StrictChannels();
        Views = new StrictViews();
        Sockets = new StrictSockets();
    }

    internal Uri Address { get; private set; } = null!;

    internal Uri Api => new(Address, "/api/");

    internal StrictChannels Channels { get; }

    internal StrictViews Views { get; }

    internal StrictSockets Sockets { get; }

    internal ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Calls in the order in which they took effect, without those that are held.</summary>
    internal ConcurrentQueue<string> Answered { get; } = new();

    internal string Token { get; set; } = "xoxb-test";

    /// <summary>While true, every call is answered with 503.</summary>
    internal bool Down { get; set; }

    internal HashSet<string> Scopes { get; } = [.. IncidentBot.Chat.Slack.SlackNeeds.BotScopes];

    /// <summary>Methods that this workspace refuses, with the error.</summary>
    internal ConcurrentDictionary<string, string> Refused { get; } = new();

    internal static async Task<StrictSlack> Start(CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var slack = new StrictSlack(app);
        app.UseWebSockets();
        app.MapPost("/api/{method}", (string method, HttpContext http) => slack.Called(method, http));
        app.MapPost("/upload/{id}", slack.Uploaded);
        app.Map("/link", slack.Sockets.Accept);
        await app.StartAsync(cancel);
        slack.Address = new Uri(app.Urls.Single());
        return slack;
    }

    /// <summary>Calls that fit are not answered, and have no effect, before <see cref="Release"/>.</summary>
    internal void Hold(Func<string, JsonObject, bool> fits) => (released, held) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), fits);

    internal void Release()
    {
        held = null;
        released.TrySetResult();
    }

    /// <summary>Looks at the channels, or changes them, while nobody else does.</summary>
    internal T Look<T>(Func<StrictChannels, T> look)
    {
        lock (gate)
        {
            return look(Channels);
        }
    }

    /// <summary>The next calls of a method are answered with 429.</summary>
    internal void Limit(string method, int times, int seconds) => limited[method] = (times, seconds);

    /// <summary>The next call of a method takes effect, and its answer is lost on the way.</summary>
    internal void LoseAnswer(string method) => answerLost[method] = true;

    public async ValueTask DisposeAsync()
    {
        Sockets.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private async Task<IResult> Called(string method, HttpContext http)
    {
        var arguments = await Arguments(http.Request, http.RequestAborted);
        Calls.Enqueue(method);
        if (held?.Invoke(method, arguments) == true)
        {
            await released.Task.WaitAsync(http.RequestAborted);
        }

        Answered.Enqueue(method);
        if (Down)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (limited.TryGetValue(method, out var limit) && limit.Left > 0)
        {
            limited[method] = (limit.Left - 1, limit.Seconds);
            http.Response.Headers.RetryAfter = $"{limit.Seconds}";
            return Results.Json(Error("ratelimited"), statusCode: StatusCodes.Status429TooManyRequests);
        }

        JsonObject answer;
        lock (gate)
        {
            answer = Answer(method, http.Request.Headers.Authorization.ToString(), arguments);
        }

        if (answerLost.TryRemove(method, out _))
        {
            http.Abort();
        }

        http.Response.Headers["x-oauth-scopes"] = string.Join(',', Scopes);
        return Results.Json(answer);
    }

    private JsonObject Answer(string method, string authorization, JsonObject arguments)
    {
        if (method == "apps.connections.open")
        {
            return authorization != "Bearer xapp-test" ? Error("invalid_auth") : Sockets.Disabled ? Error("link_disabled")
                : new JsonObject { ["ok"] = true, ["url"] = $"ws://127.0.0.1:{Address.Port}/link" };
        }

        if (authorization != $"Bearer {Token}")
        {
            return Error(authorization.Length == 0 ? "not_authed" : "token_revoked");
        }

        if (Needed(method, arguments).FirstOrDefault(s => !Scopes.Contains(s)) is { } missing)
        {
            return new JsonObject { ["ok"] = false, ["error"] = "missing_scope", ["needed"] = missing, ["provided"] = string.Join(',', Scopes) };
        }

        return Refused.TryGetValue(method, out var refused) ? Error(refused) : method switch
        {
            "auth.test" => new JsonObject { ["ok"] = true, ["team_id"] = Team, ["user_id"] = BotUser, ["bot_id"] = "B0BOT" },
            "users.info" => Channels.User((string)arguments["user"]!),
            "files.getUploadURLExternal" => Channels.Files.Ask(Address, arguments),
            _ when method.StartsWith("views.", StringComparison.Ordinal) => Views.Answer(method, arguments),
            _ => Channels.Answer(method, arguments),
        };
    }

    /// <summary>A private channel needs the groups: scope in the place of the channels: one.</summary>
    private IEnumerable<string> Needed(string method, JsonObject arguments) =>
        IncidentBot.Chat.Slack.SlackNeeds.Methods.GetValueOrDefault(method, []).Select(s => !Channels.IsPrivate(method, arguments) ? s
            : s == "channels:manage" ? "groups:write" : s.Replace("channels:", "groups:", StringComparison.Ordinal));

    private async Task<IResult> Uploaded(string id, HttpContext http)
    {
        Calls.Enqueue("upload");
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        return Look(c => c.Files.Take(id, bytes.ToArray(), http.Request.Headers.Authorization.ToString())) && !Down ? Results.Text("OK") : Results.StatusCode(StatusCodes.Status400BadRequest);
    }

    internal static JsonObject Error(string error) => new() { ["ok"] = false, ["error"] = error };

    internal static JsonObject Ok() => new() { ["ok"] = true };

    private static async Task<JsonObject> Arguments(HttpRequest request, CancellationToken cancel)
    {
        if (request.HasFormContentType)
        {
            return new JsonObject((await request.ReadFormAsync(cancel)).Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value.ToString())));
        }

        return await JsonSerializer.DeserializeAsync<JsonObject>(request.Body, cancellationToken: cancel) ?? [];
    }
}
