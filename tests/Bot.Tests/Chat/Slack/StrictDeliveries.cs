using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Chat.Slack.Inbound;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Slack's side of signed HTTP: three seconds to answer, and events that are not acknowledged come again, with their number.</summary>
internal sealed class StrictDeliveries(Uri bot) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);
    private const int Retries = 3;

    private readonly HttpClient http = new() { BaseAddress = bot };

    /// <summary>Sends an event until it is acknowledged, at most four times; answers the last status.</summary>
    internal async Task<HttpStatusCode> Event(JsonObject happened, CancellationToken cancel, string? eventId = null, Action? betweenRetries = null)
    {
        var body = Envelope(happened, eventId).ToJsonString();
        var status = await Send("/slack/events", "application/json", body, cancel);
        for (var retry = 1; retry <= Retries && status != HttpStatusCode.OK; retry++)
        {
            betweenRetries?.Invoke();
            status = await Send("/slack/events", "application/json", body, cancel, retry);
        }

        return status;
    }

    internal Task<HttpStatusCode> Command(string channel, string user, string text, string trigger, CancellationToken cancel, string path = "/slack/commands") =>
        Send(path, "application/x-www-form-urlencoded", Form(("command", "/incident"), ("text", text), ("team_id", StrictSlack.Team), ("api_app_id", StrictSlack.App),
            ("channel_id", channel), ("user_id", user), ("user_name", user.ToLowerInvariant()), ("trigger_id", trigger), ("response_url", "https://hooks.slack.com/x")), cancel);

    internal async Task<(HttpStatusCode Status, string Body)> Interaction(JsonObject payload, CancellationToken cancel, string path = "/slack/interactions")
    {
        using var answer = await Sent(path, "application/x-www-form-urlencoded", Form(("payload", payload.ToJsonString())), 0, null, null, cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }

    internal async Task<HttpStatusCode> Send(
        string path, string type, string body, CancellationToken cancel, int retry = 0, string? secret = null, DateTimeOffset? at = null)
    {
        using var answer = await Sent(path, type, body, retry, secret, at, cancel);
        return answer.StatusCode;
    }

    internal async Task<HttpResponseMessage> Sent(string path, string type, string body, int retry, string? secret, DateTimeOffset? at, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        var stamp = (at ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-Slack-Request-Timestamp", stamp);
        request.Headers.Add("X-Slack-Signature", SlackSignature.Of(secret ?? StrictSlack.Secret, stamp, Encoding.UTF8.GetBytes(body)));
        if (retry > 0)
        {
            request.Headers.Add("X-Slack-Retry-Num", retry.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("X-Slack-Retry-Reason", "http_error");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Deadline);
        return await http.SendAsync(request, patience.Token);
    }

    internal static JsonObject Envelope(JsonObject happened, string? eventId = null) => new()
    {
        ["type"] = "event_callback",
        ["team_id"] = StrictSlack.Team,
        ["api_app_id"] = StrictSlack.App,
        ["event_id"] = eventId ?? $"Ev{Guid.NewGuid():N}",
        ["event"] = happened.DeepClone(),
    };

    internal static JsonObject Mention(string channel, string user, string text, string ts) => new()
    {
        ["type"] = "app_mention",
        ["user"] = user,
        ["text"] = $"<@{StrictSlack.BotUser}> {text}",
        ["ts"] = ts,
        ["event_ts"] = ts,
        ["channel"] = channel,
    };

    internal static JsonObject Press(string channel, string user, JsonObject button, string trigger) => new()
    {
        ["type"] = "block_actions",
        ["api_app_id"] = StrictSlack.App,
        ["team"] = new JsonObject { ["id"] = StrictSlack.Team },
        ["enterprise"] = null,
        ["user"] = new JsonObject { ["id"] = user, ["username"] = user.ToLowerInvariant(), ["team_id"] = StrictSlack.Team },
        ["channel"] = new JsonObject { ["id"] = channel },
        ["trigger_id"] = trigger,
        ["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = (string)button["action_id"]!, ["value"] = (string)button["value"]! }),
    };

    internal static JsonObject Submission(string user, JsonObject view, string trigger, params IEnumerable<(string Field, string Value)> fields) => new()
    {
        ["type"] = "view_submission",
        ["api_app_id"] = StrictSlack.App,
        ["team"] = new JsonObject { ["id"] = StrictSlack.Team },
        ["trigger_id"] = trigger,
        ["user"] = new JsonObject { ["id"] = user, ["username"] = user.ToLowerInvariant(), ["team_id"] = StrictSlack.Team },
        ["view"] = new JsonObject
        {
            ["id"] = "V1",
            ["hash"] = "h1",
            ["callback_id"] = (string)view["callback_id"]!,
            ["private_metadata"] = (string)view["private_metadata"]!,
            ["state"] = new JsonObject
            {
                ["values"] = new JsonObject(fields.Select(f => KeyValuePair.Create("field/" + f.Field, (JsonNode?)new JsonObject
                {
                    ["field/" + f.Field] = new JsonObject { ["type"] = "plain_text_input", ["value"] = f.Value },
                }))),
            },
        },
    };

    public void Dispose() => http.Dispose();

    private static string Form(params IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"));
}
