using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>One HTTP request, with no redirects followed and the epoch in <c>X-IncidentBot-Epoch</c>. The answer is kept, capped at 4 KiB.</summary>
internal sealed class HttpStep(HttpClient http)
{
    private const int Kept = 4096;

    internal async Task<StepResult> Perform(StepAction.Http action, StepRun run, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(new HttpMethod(action.Method), action.Url);
        request.Headers.Add("X-IncidentBot-Epoch", run.Epoch.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-IncidentBot-Incident", run.Incident);
        if (action.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in action.Headers)
        {
            if (string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase) && request.Content is { } content)
            {
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return Judge(action, (int)response.StatusCode, await Read(response.Content, cancel));
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return StepResult.NotSent($"{action.Method} {action.Url}: no connection ({e.HttpRequestError}).");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The request may have arrived before the connection broke.
            return StepResult.Lost($"{action.Method} {action.Url}: the connection broke before an answer came.");
        }
    }

    private static StepResult Judge(StepAction.Http action, int status, string text)
    {
        var said = $"{action.Method} {action.Url}: {status} {text}".TrimEnd();
        var expected = action.ExpectStatus.Count == 0 ? status is >= 200 and <= 299 : action.ExpectStatus.Contains(status);
        if (!expected)
        {
            // An overloaded or broken server has not said no: only 4xx, and an expected answer of other content, are a denial.
            return status >= 500 ? StepResult.Lost(said) : StepResult.Refused(said);
        }

        return action.ExpectBody is { } part && !text.Contains(part, StringComparison.Ordinal)
            ? StepResult.Refused($"{said} (the plan expects the body to contain '{part}')")
            : StepResult.Good(said);
    }

    private static async Task<string> Read(HttpContent content, CancellationToken cancel)
    {
        await using var stream = await content.ReadAsStreamAsync(cancel);
        var buffer = new byte[Kept];
        var length = await stream.ReadAtLeastAsync(buffer, Kept, false, cancel);
        return Encoding.UTF8.GetString(buffer, 0, length).ReplaceLineEndings(" ");
    }
}
