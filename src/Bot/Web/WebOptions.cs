using System.Net;

namespace IncidentBot.Web;

/// <summary>Section "Web": where the bot listens, whom it believes, and how much it takes from one source.</summary>
internal sealed class WebOptions
{
    /// <summary>Addresses to listen on, separated by semicolons; default loopback only, port 5080.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:5080";

    /// <summary>IP addresses of the proxies before the bot: their X-Forwarded-For and X-Forwarded-Proto are believed, and nobody else's. Default none.</summary>
    public IList<string> Proxies { get; } = [];

    /// <summary>Whether <c>GET /incidents</c> and the records of incidents can be read over HTTP. Default false.</summary>
    public bool Api { get; set; }

    /// <summary>The key of the web and the API, 32 to 512 visible ASCII characters; wherever it is set, and beyond loopback always, it is asked for.</summary>
    public string Key { get; set; } = "";

    /// <summary>A file that holds the key, read at start.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>How much one source may ask.</summary>
    public LimitOptions Limits { get; } = new();

    /// <summary>Whether somebody beyond this machine can reach the bot: by an address, or through a proxy.</summary>
    internal bool IsExposed => Proxies.Count > 0 || Addresses.Any(u => !u.IsLoopback);

    /// <summary>The well-formed ones of <see cref="Urls"/>.</summary>
    internal IEnumerable<Uri> Addresses => Written.Select(Address).OfType<Uri>();

    internal IReadOnlyList<string> Written => Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The proxies that are addresses.</summary>
    internal IEnumerable<IPAddress> KnownProxies => Proxies.Select(p => IPAddress.TryParse(p, out var ip) ? ip : null).OfType<IPAddress>();

    /// <summary>An address to listen on; null if it is none. "*" and "+" mean every address of the machine.</summary>
    internal static Uri? Address(string url) =>
        Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" ? uri : null;
}

/// <summary>How much one source address may ask (of IPv6, one network of 64 bits); more is answered 429.</summary>
internal sealed class LimitOptions
{
    /// <summary>Requests a second that one source may go on making: 1 to 1,000,000. Default 2,000.</summary>
    public int PerSecond { get; set; } = 2_000;

    /// <summary>Requests that one source may make at once: 1 to 10,000,000. Default 50,000, for a storm of alarms.</summary>
    public int Burst { get; set; } = 50_000;

    /// <summary>Requests a minute of one source that may be refused (400, 401, 403) and told why: 1 to 1,000,000. Default 60.</summary>
    public int RefusedPerMinute { get; set; } = 60;

    /// <summary>Such requests at once: 1 to 1,000,000. Default 200.</summary>
    public int RefusedBurst { get; set; } = 200;

    /// <summary>Connections that are open at the same time, of all sources: 100 to 1,000,000. Default 10,000; more are closed at once.</summary>
    public int Connections { get; set; } = 10_000;
}
