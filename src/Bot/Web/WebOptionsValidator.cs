using System.Globalization;
using System.Net;
using IncidentBot.Chat.Local;
using IncidentBot.Chat.Teams;
using IncidentBot.Web.Access;
using Microsoft.Extensions.Options;

namespace IncidentBot.Web;

/// <summary>Refuses addresses that cannot be listened on, and anything beyond loopback while somebody could act or read here without proving who it is.</summary>
internal sealed class WebOptionsValidator(IOptions<LocalChatOptions> chat, IOptions<TeamsOptions> teams) : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        List<string> faults = [.. Urls(options), .. Proxies(options), .. Keys(options), .. Limits(options.Limits)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Urls(WebOptions options)
    {
        if (options.Written.Count == 0)
        {
            yield return "Web:Urls must hold an address to listen on, such as http://127.0.0.1:5080; it is empty.";
        }

        foreach (var url in options.Written)
        {
            if (WebOptions.Address(url) is not { } uri)
            {
                yield return $"Web:Urls must hold http addresses; it holds \"{url}\".";
                continue;
            }

            if (uri.Scheme == "https")
            {
                yield return $"Web:Urls holds \"{url}\", and incidentbot speaks http only: put a proxy with HTTPS before it, and write http here.";
            }
            else if (uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
            {
                yield return $"Web:Urls must hold addresses of a host and a port only, such as http://127.0.0.1:5080; it holds \"{url}\".";
            }

            if (!uri.IsLoopback && Played)
            {
                yield return $"Web:Urls listens on \"{url}\" while Chat:Local has personas that anyone could play: use a loopback address, or remove the personas.";
            }

            if (!uri.IsLoopback && Unproven)
            {
                yield return $"Web:Urls listens on \"{url}\" while Chat:Teams:Development takes activities without a token, from anybody: use a loopback address, or set it to false.";
            }
        }
    }

    private IEnumerable<string> Proxies(WebOptions options)
    {
        foreach (var proxy in options.Proxies.Where(p => !IPAddress.TryParse(p, out _)))
        {
            yield return $"Web:Proxies must hold IP addresses of proxies, each one address and no network; it holds \"{proxy}\".";
        }

        if (options.Proxies.Count > 0 && Played)
        {
            yield return "Web:Proxies lets others in while Chat:Local has personas that anyone could play: remove the proxies, or the personas.";
        }

        if (options.Proxies.Count > 0 && Unproven)
        {
            yield return "Web:Proxies lets others in while Chat:Teams:Development takes activities without a token: remove the proxies, or set it to false.";
        }
    }

    private static IEnumerable<string> Keys(WebOptions options)
    {
        if (WebKey.Fault(options) is { } fault)
        {
            yield return fault;
        }
        else if (options is { Api: true, IsExposed: true, Key.Length: 0, KeyFile.Length: 0 })
        {
            yield return "Web:Api shows incidents, and Web:Urls or Web:Proxies lets others than this machine reach it: set Web:KeyFile or Web:Key "
                + $"(at least {WebKey.Shortest} characters, such as `openssl rand -hex 32` prints), or set Web:Api to false.";
        }
    }

    private static IEnumerable<string> Limits(LimitOptions limits)
    {
        (string Name, int Value, int Least, int Most)[] all =
        [
            (nameof(limits.PerSecond), limits.PerSecond, 1, 1_000_000), (nameof(limits.Burst), limits.Burst, 1, 10_000_000),
            (nameof(limits.RefusedPerMinute), limits.RefusedPerMinute, 1, 1_000_000), (nameof(limits.RefusedBurst), limits.RefusedBurst, 1, 1_000_000),
            (nameof(limits.Connections), limits.Connections, 100, 1_000_000),
        ];
        return all.Where(l => l.Value < l.Least || l.Value > l.Most)
            .Select(l => string.Create(CultureInfo.InvariantCulture, $"Web:Limits:{l.Name} must be {l.Least:N0} to {l.Most:N0}; it is {l.Value}."));
    }

    /// <summary>Whether anybody who opens the page may act as somebody.</summary>
    private bool Played => chat.Value is { Enabled: true, Personas.Count: > 0 };

    private bool Unproven => teams.Value is { Enabled: true, Development: true };
}
