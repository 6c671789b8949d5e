using System.Net;
using Microsoft.Extensions.Options;

namespace IncidentBot.Web.Access;

/// <summary>Asks for the key before every address that is not marked as open: as soon as somebody beyond this machine can reach the bot, or a key is set.</summary>
internal sealed class KeyGate(RequestDelegate next, WebKey key, IOptions<WebOptions> options, TimeProvider clock)
{
    internal const string Cookie = "incidentbot-session";

    private const string Bearer = "Bearer ";

    private readonly bool exposed = options.Value.IsExposed;

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<OpenDoor>() is not null)
        {
            return next(http);
        }

        if (!exposed && !key.IsSet)
        {
            return next(http);
        }

        if (!key.IsSet)
        {
            return Answer(http, StatusCodes.Status403Forbidden, "There is nothing for others than this machine at this address: no key is set (Web:KeyFile).");
        }

        return Proven(http) ? next(http) : Refuse(http);
    }

    private bool Proven(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } given] && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? key.Is(given[Bearer.Length..].Trim())
            : key.IsSession(http.Request.Cookies[Cookie], clock.GetUtcNow());

    private static Task Refuse(HttpContext http)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) && request.Headers.Authorization.Count == 0 && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            // A browser: the page leads back to where it wanted to go.
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = $"{SignIn.Path}?to={WebUtility.UrlEncode(request.Path + request.QueryString.ToString())}";
            return Task.CompletedTask;
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Answer(http, StatusCodes.Status401Unauthorized, "This address needs the key of the bot: send it as Authorization: Bearer KEY, or sign in at /sign-in.");
    }

    private static Task Answer(HttpContext http, int status, string sentence)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(sentence + "\n", http.RequestAborted);
    }
}
