using System.Collections.Frozen;
using System.Security.Cryptography;

namespace IncidentBot.Chat.Local;

/// <summary>The page itself: files inside the assembly, no outside asset, and a policy under which nothing else runs.</summary>
internal static class LocalPage
{
    private const string Prefix = "local-chat/";
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, PageFile> Files = typeof(LocalPage).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(n => n[Prefix.Length..], Load);

    internal static void MapLocalPage(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext http) => Send(http, "index.html"));
        app.MapGet("/chat/page/{name}", (string name, HttpContext http) => Send(http, name));
    }

    private static IResult Send(HttpContext http, string name)
    {
        if (!Files.TryGetValue(name, out var file))
        {
            return LocalAnswer.Error(StatusCodes.Status404NotFound, "The page has no such file.");
        }

        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ETag = file.Tag;
        return http.Request.Headers.IfNoneMatch == file.Tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(file.Bytes, file.Type);
    }

    private static PageFile Load(string resource)
    {
        using var stream = typeof(LocalPage).Assembly.GetManifestResourceStream(resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var content = bytes.ToArray();
        return new PageFile(content, Types[Path.GetExtension(resource)], $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
    }

    private sealed record PageFile(byte[] Bytes, string Type, string Tag);
}
