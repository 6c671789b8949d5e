using IncidentBot.Chat.Local;
using IncidentBot.Chat.Teams;
using Microsoft.Extensions.Options;

namespace IncidentBot.Web;

/// <summary>Section "Web": where the bot listens.</summary>
internal sealed class WebOptions
{
    /// <summary>Addresses to listen on, separated by semicolons; default loopback only, port 5080.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:5080";
}

/// <summary>Refuses addresses that cannot be listened on, and anything beyond loopback while somebody could act here without proving who it is.</summary>
internal sealed class WebOptionsValidator(IOptions<LocalChatOptions> chat, IOptions<TeamsOptions> teams) : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        var faults = new List<string>();
        var urls = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0)
        {
            faults.Add("Web:Urls must hold an address to listen on, such as http://127.0.0.1:5080; it is empty.");
        }

        foreach (var url in urls)
        {
            if (!Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
                || uri.Scheme is not ("http" or "https"))
            {
                faults.Add($"Web:Urls must hold http addresses; it holds \"{url}\".");
            }
            else if (uri.Scheme == "https")
            {
                faults.Add($"Web:Urls holds \"{url}\", and incidentbot speaks http only: put a proxy with HTTPS before it, and write http here.");
            }
            else if (uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
            {
                faults.Add($"Web:Urls must hold addresses of a host and a port only, such as http://127.0.0.1:5080; it holds \"{url}\".");
            }
            else if (!uri.IsLoopback && chat.Value is { Enabled: true, Personas.Count: > 0 })
            {
                faults.Add($"Web:Urls listens on \"{url}\" while Chat:Local has personas that anyone could play: use a loopback address, or remove the personas.");
            }
            else if (!uri.IsLoopback && teams.Value is { Enabled: true, Development: true })
            {
                faults.Add($"Web:Urls listens on \"{url}\" while Chat:Teams:Development takes activities without a token, from anybody: use a loopback address, or set it to false.");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
