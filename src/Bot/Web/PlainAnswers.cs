namespace IncidentBot.Web;

/// <summary>Gives every refusal of the platform's own a sentence, and keeps what a failure says of the program in the log.</summary>
internal sealed class PlainAnswers(RequestDelegate next, ILogger<PlainAnswers> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (e is not OperationCanceledException && !http.Response.HasStarted)
        {
            log.LogError(e, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        var answer = http.Response;
        if (!answer.HasStarted && answer.StatusCode >= StatusCodes.Status400BadRequest && answer.ContentType is null && answer.ContentLength is null)
        {
            answer.ContentType = "text/plain; charset=utf-8";
            await answer.WriteAsync(Sentence(http) + "\n", http.RequestAborted);
        }
    }

    private static string Sentence(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => "Who sends this is not proven: the key, token or signature is missing or wrong.",
        StatusCodes.Status403Forbidden => "Whoever sends this may not do so here.",
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => $"This address takes {http.Response.Headers.Allow}, not {Method(http.Request)}.",
        StatusCodes.Status413PayloadTooLarge => "The request is too large.",
        StatusCodes.Status503ServiceUnavailable => "Nothing can be taken just now, and nothing was stored: send it again in a moment.",
        StatusCodes.Status500InternalServerError => "The bot failed to answer; its log says why. Try again, and report it if it stays.",
        var status => $"The request cannot be understood ({status}): check its form and send it again.",
    };

    /// <summary>A stranger may send any word.</summary>
    private static string Method(HttpRequest request) => HttpMethods.GetCanonicalizedValue(request.Method) is { Length: < 10 } known && known.All(char.IsAsciiLetter) ? known : "this";
}
