using System.Net;
using IncidentBot.Store;

namespace IncidentBot.Chat.Local;

/// <summary>
/// Stands before every endpoint of the local chat. A page of another site must not act here, neither by posting across (Origin,
/// Sec-Fetch-Site) nor by a name of its own that points to this machine (Host: DNS rebinding). Errors leave as JSON.
/// </summary>
internal sealed class LocalChatGuard(LocalChatOptions options)
{
    internal async ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (Refusal(http.Request) is { } refusal)
        {
            return LocalAnswer.Error(StatusCodes.Status403Forbidden, refusal);
        }

        try
        {
            return await next(context);
        }
        catch (LocalRequestException e)
        {
            return LocalAnswer.Error(e.Status, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return LocalAnswer.Error(e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"The request is too large: at most {LocalRequest.LargestBody / 1024} KiB."
                : "The request could not be read to its end: send it again.");
        }
        catch (ChatRefusedException e)
        {
            return LocalAnswer.Error(StatusCodes.Status409Conflict, $"{e.Message} {e.Remedy}");
        }
        catch (Exception e) when (e is ChatUnavailableException or StoreUnavailableException)
        {
            http.RequestServices.GetRequiredService<ILogger<LocalChatGuard>>().LogError(e, "The local chat could not serve {Path}", http.Request.Path);
            headers.RetryAfter = "1";
            return LocalAnswer.Error(StatusCodes.Status503ServiceUnavailable, "Nothing was stored just now: send it again in a moment.");
        }
    }

    private string? Refusal(HttpRequest request)
    {
        var host = request.Host.Host;
        if (!IsLoopback(host) && !options.Hosts.Contains(host))
        {
            return "This host name is not allowed. Open the page as http://localhost, or add the name to Chat:Local:Hosts.";
        }

        var own = $"{request.Scheme}://{request.Host}";
        var origin = request.Headers.Origin.ToString();
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return (origin.Length > 0 && !origin.Equals(own, StringComparison.OrdinalIgnoreCase)) || site is "cross-site" or "same-site"
            ? "The request comes from a page of another site, which may not act here."
            : null;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
