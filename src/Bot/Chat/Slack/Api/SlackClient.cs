using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace IncidentBot.Chat.Slack.Api;

/// <summary>Calls the Web API. Refusals are <see cref="SlackErrorException"/>; what may work later is <see cref="ChatUnavailableException"/>.</summary>
internal sealed class SlackClient(HttpClient http, SlackOptions options, SlackSecrets secrets, SlackRates rates)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan UploadDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>A token that is revoked now may be replaced: what waits, waits on.</summary>
    private static readonly TimeSpan Token = TimeSpan.FromSeconds(30);

    private readonly Uri api = new(options.ApiUrl);

    /// <summary>Whether the last call that threw <see cref="ChatUnavailableException"/> may have had its effect all the same is told by this in its Data.</summary>
    internal const string MayHaveHappened = "slack.may-have-happened";

    internal async Task<T> Call<T>(SlackMethod method, object arguments, CancellationToken cancel)
    {
        await rates.Turn(method, cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, method.Name)) { Content = Content(method, arguments) };
        var token = method == SlackMethod.ConnectionsOpen ? secrets.AppToken : secrets.BotToken;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Now);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Deadline);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                throw rates.Limited(method, RetryAfter(response));
            }

            var status = (int)response.StatusCode;
            if (status is >= 500 or 408)
            {
                throw Unknown(new ChatUnavailableException($"Slack answered {status} to {method.Name}.", Soon));
            }

            if (method == SlackMethod.ConnectionsOpen && status is >= 300 and < 400)
            {
                throw new SlackErrorException(method.Name, $"http_{status}", null);
            }

            return Read<T>(method, response, await response.Content.ReadAsByteArrayAsync(patience.Token));
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw Unknown(new ChatUnavailableException($"Slack did not answer {method.Name} within {Deadline.TotalSeconds:0} s.", Soon, e));
        }
        catch (HttpRequestException e)
        {
            var unavailable = new ChatUnavailableException($"Slack cannot be reached for {method.Name}: {e.Message}", Soon, e);
            throw e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError ? unavailable : Unknown(unavailable);
        }
        catch (IOException e)
        {
            throw Unknown(new ChatUnavailableException($"Slack's answer to {method.Name} broke off: {e.Message}", Soon, e));
        }
    }

    /// <summary>Sends a file's bytes to where Slack asked for them, without the token. Nobody sees them before the upload is completed.</summary>
    internal async Task Upload(string address, byte[] bytes, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var to) || !(to.Scheme == Uri.UriSchemeHttps || (to.Scheme == api.Scheme && to.Host == api.Host)))
        {
            throw new SlackErrorException("upload", "bad_upload_url", null);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(UploadDeadline);
        try
        {
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var response = await http.PostAsync(to, content, patience.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new ChatUnavailableException($"Slack answered {(int)response.StatusCode} to an upload.", Soon);
            }
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new ChatUnavailableException($"Slack did not take an upload within {UploadDeadline.TotalSeconds:0} s.", Soon, e);
        }
        catch (HttpRequestException e)
        {
            throw new ChatUnavailableException($"Slack cannot be reached for an upload: {e.Message}", Soon, e);
        }
    }

    /// <summary>Who the bot is, and what its token may do.</summary>
    internal Task<SlackSelf> Self(CancellationToken cancel) => Call<SlackSelf>(SlackMethod.AuthTest, new Nothing(), cancel);

    private T Read<T>(SlackMethod method, HttpResponseMessage response, byte[] body)
    {
        JsonElement answer;
        try
        {
            answer = JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException e)
        {
            throw (int)response.StatusCode == 404
                ? new SlackErrorException(method.Name, "unknown_method", null)
                : Unknown(new ChatUnavailableException($"Slack's answer to {method.Name} is not JSON ({(int)response.StatusCode}).", Soon, e));
        }

        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True)
        {
            try
            {
                var read = answer.Deserialize<T>(SlackJson.Options)!;
                return read is SlackSelf self ? (T)(object)(self with { Scopes = Scopes(response) }) : read;
            }
            catch (JsonException e)
            {
                throw Unknown(new ChatUnavailableException($"Slack's answer to {method.Name} has another form than expected: {e.Message}", Soon, e));
            }
        }

        var error = Text(answer, "error") ?? ((int)response.StatusCode == 404 ? "unknown_method" : $"http_{(int)response.StatusCode}");
        throw error switch
        {
            "ratelimited" or "rate_limited" => rates.Limited(method, RetryAfter(response)),
            "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" or "team_added_to_org" or "accesslimited" =>
                Unknown(new ChatUnavailableException($"Slack failed at {method.Name} ({error}).", Soon)),
            "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" =>
                new ChatUnavailableException($"Slack does not accept the token at {method.Name} ({error}): put a new one in its place.", Token),
            _ => new SlackErrorException(method.Name, error, Text(answer, "needed")),
        };
    }

    private static HttpContent Content(SlackMethod method, object arguments)
    {
        if (!method.Form)
        {
            return JsonContent.Create(arguments, arguments.GetType(), new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" }, SlackJson.Options);
        }

        var fields = JsonSerializer.SerializeToElement(arguments, arguments.GetType(), SlackJson.Options).EnumerateObject()
            .Select(p => KeyValuePair.Create(p.Name, p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText()))
            .Where(p => p.Value.Length > 0);
        return new FormUrlEncodedContent(fields);
    }

    private static TimeSpan RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } when delta > TimeSpan.Zero => delta,
        _ => TimeSpan.FromSeconds(1),
    };

    private static string[]? Scopes(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-oauth-scopes", out var values)
            ? string.Join(',', values).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : null;

    private static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? string.Create(CultureInfo.InvariantCulture, $"{value.GetString()}") : null;

    private static ChatUnavailableException Unknown(ChatUnavailableException e)
    {
        e.Data[MayHaveHappened] = true;
        return e;
    }
}
