using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace IncidentBot.Chat.Teams.Connector;

/// <summary>One call over HTTP with the bot's token: tried again where Microsoft says to, refused by name, or away.</summary>
internal sealed class TeamsCalls(HttpClient http, TeamsToken token, TimeProvider clock)
{
    /// <summary>Told in the Data of a <see cref="ChatUnavailableException"/>: the call may have had its effect all the same.</summary>
    internal const string MayHaveHappened = "teams.may-have-happened";

    private const int Tries = 3;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Token = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(300);

    /// <param name="name">What is asked, for people: "POST activities".</param>
    /// <param name="limited">What a 429 comes to; Teams limits threads, Graph apps.</param>
    internal async Task<T> Call<T>(HttpMethod method, Uri address, string name, string scope, object? body, Func<TimeSpan, ChatUnavailableException> limited, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once<T>(method, address, name, scope, body, limited, cancel);
            }
            catch (TeamsErrorException e) when (e.Status is 412 or 502 or 504)
            {
                // Microsoft names these three, and 429, as the ones to try again, each later than the one before.
                if (attempt == Tries)
                {
                    throw Unknown(new ChatUnavailableException($"Teams answered {e.Status} to {name} {Tries} times.", Soon, e), e.Status != 412);
                }

                await Task.Delay((First * Math.Pow(3, attempt - 1)) + TimeSpan.FromMilliseconds(Random.Shared.Next(200)), clock, cancel);
            }
        }
    }

    private async Task<T> Once<T>(HttpMethod method, Uri address, string name, string scope, object? body, Func<TimeSpan, ChatUnavailableException> limited, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, address);
        if (await token.For(scope, cancel) is { } bearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        if (body is not null)
        {
            // With its length: some connectors refuse chunks.
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ConnectorJson.Options));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Deadline);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return Read<T>(name, response, await response.Content.ReadAsByteArrayAsync(patience.Token), limited);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw Unknown(new ChatUnavailableException($"Teams did not answer {name} within {Deadline.TotalSeconds:0} s.", Soon, e));
        }
        catch (HttpRequestException e)
        {
            throw Unknown(
                new ChatUnavailableException($"Teams cannot be reached for {name}: {e.Message}", Soon, e),
                e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError));
        }
        catch (IOException e)
        {
            throw Unknown(new ChatUnavailableException($"The answer to {name} broke off: {e.Message}", Soon, e));
        }
    }

    private static T Read<T>(string name, HttpResponseMessage response, byte[] body, Func<TimeSpan, ChatUnavailableException> limited)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            throw limited(RetryAfter(response));
        }

        if (response.IsSuccessStatusCode)
        {
            try
            {
                return body.Length == 0 ? JsonSerializer.Deserialize<T>("{}", ConnectorJson.Options)! : JsonSerializer.Deserialize<T>(body, ConnectorJson.Options)!;
            }
            catch (JsonException e)
            {
                throw Unknown(new ChatUnavailableException($"The answer to {name} has another form than expected: {e.Message}", Soon, e));
            }
        }

        var (code, said) = Error(body);
        throw status switch
        {
            401 => new ChatUnavailableException($"Teams does not accept the bot's token at {name}: check Chat:Teams:AppId and TenantId, and put a new secret in its place.", Token),
            412 or 502 or 504 => new TeamsErrorException(name, status, code, said),
            408 or >= 500 => Unknown(new ChatUnavailableException($"Teams answered {status} to {name}.", Soon)),
            _ => new TeamsErrorException(name, status, code.Length > 0 ? code : $"http_{status}", said),
        };
    }

    /// <summary>Error code and message, as the connector and Graph both write them.</summary>
    private static (string Code, string Said) Error(byte[] body)
    {
        try
        {
            var answer = JsonSerializer.Deserialize<JsonElement>(body);
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? (Text(error, "code"), Text(error, "message"))
                : ("", "");
        }
        catch (JsonException)
        {
            return ("", "");
        }
    }

    private static string Text(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static TimeSpan RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } when delta > TimeSpan.Zero => delta,
        _ => TimeSpan.FromSeconds(2),
    };

    private static ChatUnavailableException Unknown(ChatUnavailableException e, bool mayHaveHappened = true)
    {
        if (mayHaveHappened)
        {
            e.Data[MayHaveHappened] = true;
        }

        return e;
    }
}
