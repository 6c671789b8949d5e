using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>One HTTP request, sent at most once, with no redirects followed and the epoch in <c>X-IncidentBot-Epoch</c> and the term in <c>X-IncidentBot-Term</c>. The answer is kept, capped at 4 KiB.</summary>
internal sealed class HttpExchange(HttpClient http)
{
    private const int Kept = 4 * 1024;

    /// <summary>How much of an answer is searched for the expected text.</summary>
    private const int Searched = 256 * 1024;

    /// <summary>
    /// A client for requests that act. A new connection each: a kept one may be closed by the server just as the request leaves, and
    /// nobody could tell then whether it arrived.
    /// </summary>
    internal static HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = Timeout.InfiniteTimeSpan };

    internal async Task<StepResult> Perform(IHttpCall action, StepRun run, CancellationToken cancel)
    {
        using var request = Request(action, run);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return Judge(action, (int)response.StatusCode, await Read(response.Content, action.ExpectBody is null ? Kept : Searched, cancel));
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return StepResult.NotSent($"{action.Method} {action.Url}: no connection ({e.HttpRequestError}).");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The request may have arrived before the connection broke.
            return StepResult.Lost($"{action.Method} {action.Url}: the connection broke before an answer came.");
        }
    }

    private static HttpRequestMessage Request(IHttpCall action, StepRun run)
    {
        // A request without content is sent again by the handler itself when the connection closes without an answer; one with content never is.
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(action.Body ?? ""));
        if (action.Body is not null)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }

        var request = new HttpRequestMessage(new HttpMethod(action.Method), action.Url) { Content = content };
        foreach (var (name, value) in action.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        Set(request.Headers, "X-IncidentBot-Epoch", run.Epoch.ToString(CultureInfo.InvariantCulture));
        Set(request.Headers, "X-IncidentBot-Term", run.Term.ToString(CultureInfo.InvariantCulture));
        Set(request.Headers, "X-IncidentBot-Incident", run.Incident);
        return request;
    }

    /// <summary>The fencing token is the bot's own word: no header of a plan takes its place.</summary>
    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.Add(name, value);
    }

    private static StepResult Judge(IHttpCall action, int status, Answer answer)
    {
        var said = $"{action.Method} {action.Url}: {status} {answer.Kept}".TrimEnd();
        if (action.ExpectStatus.Count == 0 ? status is < 200 or > 299 : !action.ExpectStatus.Contains(status))
        {
            // An overloaded or broken server has not said no.
            return status >= 500 ? StepResult.Lost(said) : new StepResult(StepOutcome.Failed, said, Denied: SpeaksOfTheEffect(status));
        }

        if (action.ExpectBody is not { } part || answer.Text.Contains(part, StringComparison.Ordinal))
        {
            return StepResult.Good(said);
        }

        return answer.Whole
            ? StepResult.Refused($"{said} (the plan expects the body to contain '{part}')")
            : StepResult.Lost($"{said} (the plan expects the body to contain '{part}'; only its beginning was searched)");
    }

    /// <summary>A redirect, a missing permission or a full queue says nothing about what is there.</summary>
    private static bool SpeaksOfTheEffect(int status) => status is not (< 400 or 401 or 403 or 407 or 408 or 421 or 425 or 429);

    private static async Task<Answer> Read(HttpContent content, int most, CancellationToken cancel)
    {
        await using var stream = await content.ReadAsStreamAsync(cancel);
        var buffer = new byte[most + 1];
        var length = 0;
        var broken = false;
        try
        {
            int read;
            while (length < buffer.Length && (read = await stream.ReadAsync(buffer.AsMemory(length), cancel)) > 0)
            {
                length += read;
            }
        }
        catch (IOException)
        {
            // The status has been said; only what follows is missing.
            broken = true;
        }

        var kept = Encoding.UTF8.GetString(buffer, 0, Math.Min(length, Kept)).ReplaceLineEndings(" ");
        return new Answer(
            Encoding.UTF8.GetString(buffer, 0, Math.Min(length, most)), length > Kept || broken ? kept + " (cut)" : kept, length <= most && !broken);
    }

    private sealed record Answer(string Text, string Kept, bool Whole);
}
