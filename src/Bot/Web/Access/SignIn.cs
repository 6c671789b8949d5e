using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentBot.Web.Access;

/// <summary>The page on which a browser shows the key once; it is given a session instead, which scripts of pages cannot read and other sites cannot send.</summary>
internal static class SignIn
{
    internal const string Path = "/sign-in";

    private const int LargestForm = 4 * 1024;
    private const string Policy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    internal static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext http) => Page(http, StatusCodes.Status200OK, "")).WithoutKey();
        app.MapPost(Path, (HttpContext http, WebKey key, TimeProvider clock) => Post(http, key, clock)).WithoutKey();
    }

    private static async Task<IResult> Post(HttpContext http, WebKey key, TimeProvider clock)
    {
        if (!http.Request.HasFormContentType || await RequestBytes.Read(http.Request, LargestForm, http.RequestAborted) is not { } body)
        {
            return Page(http, StatusCodes.Status400BadRequest, "The form could not be read: open the page again.");
        }

        if (!key.Is(Typed(Encoding.UTF8.GetString(body))))
        {
            return Page(http, StatusCodes.Status401Unauthorized, "This is not the key.");
        }

        http.Response.Cookies.Append(KeyGate.Cookie, key.Session(clock.GetUtcNow()), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = "/",
            MaxAge = WebKey.SessionFor,
        });

        http.Response.Headers.Location = Back(http.Request.Query["to"]);
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static string Typed(string form)
    {
        try
        {
            return new FormReader(form) { ValueCountLimit = 8 }.ReadForm().GetValueOrDefault("key").ToString().Trim();
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }

    /// <summary>A path of this site; anything else might lead elsewhere.</summary>
    private static string Back(string? to) =>
        to is ['/', .. var rest] && rest is not ['/' or '\\', ..] && !to.Any(char.IsControl) && !to.StartsWith(Path, StringComparison.OrdinalIgnoreCase) ? to : "/";

    private static IResult Page(HttpContext http, int status, string fault) => Html(http, status, $"""
        <h1>IncidentBot</h1>
        {(fault.Length == 0 ? "" : $"<p role=\"alert\">{fault}</p>")}
        <form method="post"><label>Key of the web (Web:Key) <input type="password" name="key" autocomplete="current-password" required autofocus></label> <button>Sign in</button></form>
        """);

    private static IResult Html(HttpContext http, int status, string body)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return Results.Text($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Sign in</title>{body}</html>\n", "text/html", Encoding.UTF8, status);
    }
}
