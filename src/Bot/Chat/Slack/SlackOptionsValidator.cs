using System.Text.RegularExpressions;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.Chat.Slack;

/// <summary>Checks the section <c>Chat:Slack</c> at start and reports all faults together; the value of a secret is never shown.</summary>
internal sealed partial class SlackOptionsValidator : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        if (!options.Enabled)
        {
            return ValidateOptionsResult.Success;
        }

        string[] faults =
        [
            .. Form("Mode", options.Mode, options.Mode is "http" or "socket", "must be http or socket"),
            .. Form("TeamId", options.TeamId, Team().IsMatch(options.TeamId), "must be the workspace's id, such as T01ABCDEF"),
            .. Form("AppId", options.AppId, App().IsMatch(options.AppId), "must be the app's id, such as A01ABCDEF"),
            .. Form("EnterpriseId", options.EnterpriseId, options.EnterpriseId.Length == 0 || Enterprise().IsMatch(options.EnterpriseId),
                "must be empty or the enterprise's id, such as E01ABCDEF"),
            .. Form("IncidentsChannel", options.IncidentsChannel, Channel().IsMatch(options.IncidentsChannel),
                "must be a channel's name (lower-case letters, digits, hyphens and underscores, at most 80) or id, such as incidents or C01ABCDEF"),
            .. Form("CaptureEmoji", options.CaptureEmoji, Emoji().IsMatch(options.CaptureEmoji), "must be an emoji's name without colons, such as pushpin"),
            .. options.UserGroups.SelectMany(g => Form("UserGroups:" + g.Key, g.Value, Words.TryRead<Role>(g.Key, out _) && Group().IsMatch(g.Value),
                $"must be a user group's id, such as S01ABCDEF, under one of the roles {string.Join(", ", Words.All<Role>())}")),
            .. Form("ApiUrl", options.ApiUrl, IsApi(options.ApiUrl), "must be an https address that ends with a slash, or an http one of this machine"),
            .. Secret("BotToken", options.BotToken, options.BotTokenFile, "xoxb-", true),
            .. Secret("AppToken", options.AppToken, options.AppTokenFile, "xapp-", options.IsSocket),
            .. Secret("SigningSecret", options.SigningSecret, options.SigningSecretFile, "", !options.IsSocket),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Form(string property, string value, bool good, string rule)
    {
        if (!good)
        {
            yield return $"{SlackOptions.Section}:{property} {rule}; it is \"{Shown(value)}\".";
        }
    }

    private static IEnumerable<string> Secret(string property, string value, string file, string prefix, bool required)
    {
        var at = $"{SlackOptions.Section}:{property}";
        if (value.Length > 0 && file.Length > 0)
        {
            yield return $"{at} and {at}File are both set; set one of them.";
            yield break;
        }

        if (value.Length == 0 && file.Length == 0)
        {
            if (required)
            {
                yield return $"{at} or {at}File must be set; both are empty. {Where(property)}";
            }

            yield break;
        }

        var secret = value;
        if (file.Length > 0)
        {
            if (ChatSecret.TryRead(file, out secret) is { } trouble)
            {
                yield return $"{at}File must name a file that can be read; \"{Shown(file)}\" cannot: {trouble}";
                yield break;
            }
        }

        if (secret.Trim().Length == 0)
        {
            yield return file.Length > 0 ? $"{at}File must hold the secret; \"{Shown(file)}\" is empty." : $"{at} must not be blank. {Where(property)}";
        }
        else if (!secret.Trim().StartsWith(prefix, StringComparison.Ordinal))
        {
            yield return $"{at} must begin with {prefix}; it begins otherwise (its value is not shown). {Where(property)}";
        }
    }

    private static string Where(string property) => property switch
    {
        "BotToken" => "It is under OAuth & Permissions of the app.",
        "AppToken" => "It is under Basic Information, App-Level Tokens, with the scope connections:write.",
        _ => "It is under Basic Information, App Credentials; without it anybody could send commands.",
    };

    private static bool IsApi(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && url.EndsWith('/') && uri.UserInfo.Length == 0 && uri.Query.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static string Shown(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        return line.Length <= 100 ? line : line[..100] + "...";
    }

    [GeneratedRegex(@"\AT[A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Team();

    [GeneratedRegex(@"\AA[A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex App();

    [GeneratedRegex(@"\AE[A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Enterprise();

    [GeneratedRegex(@"\AS[A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Group();

    [GeneratedRegex(@"\A([a-z0-9][a-z0-9_-]{0,79}|C[A-Z0-9]{2,20})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Channel();

    [GeneratedRegex(@"\A[a-z0-9_+'-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Emoji();
}
