using System.Text.RegularExpressions;
using IncidentBot.Alarms.Parsing;

namespace IncidentBot.Alarms.Sns;

/// <summary>Pins the addresses in an SNS message to the SNS endpoint of its topic's region.</summary>
internal static partial class SnsUrls
{
    private const int Longest = 2_048;

    /// <summary>The signing certificate's address, or why it is refused.</summary>
    internal static (Uri? Url, string? Fault) Certificate(string text, Arn topic)
    {
        var (url, fault) = Pinned(text, topic, "SigningCertURL");
        return url is null ? (null, fault)
            : url.Query.Length > 0 ? (null, "SigningCertURL has a query")
            : !url.AbsolutePath.EndsWith(".pem", StringComparison.Ordinal) ? (null, "SigningCertURL does not end in .pem")
            : (url, null);
    }

    /// <summary>The address that confirms a subscription, or why it is refused.</summary>
    internal static (Uri? Url, string? Fault) Confirmation(string text, Arn topic, string token)
    {
        var (url, fault) = Pinned(text, topic, "SubscribeURL");
        if (url is null)
        {
            return (null, fault);
        }

        // The endpoint performs whatever action the query names; only the confirmation of this topic is ours to ask for.
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query);
        return url.AbsolutePath == "/"
            && query.Count == 3
            && query.TryGetValue("Action", out var action) && action == "ConfirmSubscription"
            && query.TryGetValue("TopicArn", out var arn) && arn == topic.ToString()
            && query.TryGetValue("Token", out var given) && given == token
                ? (url, null)
                : (null, "SubscribeURL is not the confirmation of this topic and token");
    }

    private static (Uri? Url, string? Fault) Pinned(string text, Arn topic, string name)
    {
        // Only plain characters: no two readers can then disagree about which host is meant.
        if (text.Length > Longest || !Plain().IsMatch(text) || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return (null, $"{name} is not a plain URL");
        }

        if (url.Scheme != Uri.UriSchemeHttps)
        {
            return (null, $"{name} is not https");
        }

        if (url.UserInfo.Length > 0 || text.Contains('@', StringComparison.Ordinal))
        {
            return (null, $"{name} has user information");
        }

        var host = $"sns.{topic.Region}.{(topic.Partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com")}";
        var authority = text["https://".Length..].Split('/', '?', '#')[0];
        if (authority != url.Host || !url.IsDefaultPort)
        {
            return (null, authority.Contains(':', StringComparison.Ordinal) ? $"{name} has a port" : $"{name} is not a plain URL");
        }

        return url.Host != host ? (null, $"{name} is not on the host {host} of the topic's region")
            : url.Fragment.Length > 0 ? (null, $"{name} has a fragment")
            : (url, null);
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
