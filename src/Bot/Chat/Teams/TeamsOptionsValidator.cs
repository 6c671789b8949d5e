using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Chat.Teams;

/// <summary>Checks the section <c>Chat:Teams</c> at start and reports all faults together; the value of a secret is never shown.</summary>
internal sealed partial class TeamsOptionsValidator : IValidateOptions<TeamsOptions>
{
    private const string WhereSecrets = "It is under Certificates & secrets of the app's registration.";

    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        if (!options.Enabled)
        {
            return ValidateOptionsResult.Success;
        }

        string[] faults =
        [
            .. Form("AppId", options.AppId, IsId(options.AppId) || (options.Development && options.AppId.Length > 0), "must be the app (client) id of the bot, a GUID"),
            .. Form("TenantId", options.TenantId, IsId(options.TenantId) || (options.Development && options.TenantId.Length > 0), "must be the id of the Entra tenant, a GUID"),
            .. Form("IncidentsTeam", options.IncidentsTeam, Thread().IsMatch(options.IncidentsTeam), "must be the team's id as Teams writes it, such as 19:abc@thread.tacv2"),
            .. Form("IncidentsChannel", options.IncidentsChannel, Thread().IsMatch(options.IncidentsChannel), "must be the channel's id as Teams writes it, such as 19:abc@thread.tacv2"),
            .. Form("StakeholdersChannel", options.StakeholdersChannel, options.StakeholdersChannel.Length == 0 || Thread().IsMatch(options.StakeholdersChannel),
                "must be empty or a channel's id as Teams writes it, such as 19:abc@thread.tacv2"),
            .. Form("CaptureEmoji", options.CaptureEmoji, Emoji().IsMatch(options.CaptureEmoji), "must be a reaction as Teams names it, such as 1f4cc_pushpin or like"),
            .. Form("ServiceUrl", options.ServiceUrl, IsAddress(options.ServiceUrl, https: true), "must be an https address that ends with a slash, or an http one of this machine"),
            .. Form("OpenIdMetadata", options.OpenIdMetadata, options.OpenIdMetadata == TeamsOptions.PublicMetadata || IsAddress(options.OpenIdMetadata, https: false, slash: false),
                $"must be {TeamsOptions.PublicMetadata}, or an address of this machine: whoever serves it decides who is Teams"),
            .. Form("LoginAuthority", options.LoginAuthority, options.LoginAuthority == TeamsOptions.PublicLogin || IsAddress(options.LoginAuthority, https: false),
                $"must be {TeamsOptions.PublicLogin}, or an address of this machine that ends with a slash"),
            .. Form("GraphUrl", options.GraphUrl, options.GraphUrl == TeamsOptions.PublicGraph || IsAddress(options.GraphUrl, https: false),
                $"must be {TeamsOptions.PublicGraph}, or an address of this machine that ends with a slash"),
            .. Development(options),
            .. options.Development ? [] : Credentials(options),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>That the bot listens on this machine alone is checked where it listens: <c>Web:Urls</c>.</summary>
    private static IEnumerable<string> Development(TeamsOptions options)
    {
        if (options.Development && !(Uri.TryCreate(options.ServiceUrl, UriKind.Absolute, out var uri) && uri.IsLoopback))
        {
            yield return $"{TeamsOptions.Section}:ServiceUrl must be an address of this machine while {TeamsOptions.Section}:Development is true; it is \"{Shown(options.ServiceUrl)}\".";
        }
    }

    private static IEnumerable<string> Credentials(TeamsOptions options)
    {
        var given = new[] { nameof(options.ClientSecret), nameof(options.ClientSecretFile), nameof(options.CertificateFile) }
            .Zip([options.ClientSecret, options.ClientSecretFile, options.CertificateFile]).Where(p => p.Second.Length > 0).Select(p => p.First).ToList();
        if (given.Count != 1)
        {
            yield return $"{TeamsOptions.Section}: one of ClientSecret, ClientSecretFile and CertificateFile must be set; "
                + $"{(given.Count == 0 ? "all are empty" : $"{string.Join(" and ", given)} are")}. {WhereSecrets}";
            yield break;
        }

        if (given[0] == nameof(options.CertificateFile))
        {
            foreach (var fault in Certificate(options))
            {
                yield return fault;
            }

            yield break;
        }

        var secret = options.ClientSecret;
        if (options.ClientSecretFile.Length > 0 && ChatSecret.TryRead(options.ClientSecretFile, out secret) is { } trouble)
        {
            yield return $"{TeamsOptions.Section}:ClientSecretFile must name a file that can be read; \"{Shown(options.ClientSecretFile)}\" cannot: {trouble}";
        }
        else if (secret.Trim().Length == 0)
        {
            yield return options.ClientSecretFile.Length > 0
                ? $"{TeamsOptions.Section}:ClientSecretFile must hold the secret; \"{Shown(options.ClientSecretFile)}\" is empty."
                : $"{TeamsOptions.Section}:ClientSecret must not be blank. {WhereSecrets}";
        }
    }

    private static IEnumerable<string> Certificate(TeamsOptions options)
    {
        if (options.CertificatePassword.Length > 0 && options.CertificatePasswordFile.Length > 0)
        {
            yield return $"{TeamsOptions.Section}:CertificatePassword and CertificatePasswordFile are both set; set one of them.";
            yield break;
        }

        var password = options.CertificatePassword;
        if (options.CertificatePasswordFile.Length > 0 && ChatSecret.TryRead(options.CertificatePasswordFile, out password) is { } unread)
        {
            yield return $"{TeamsOptions.Section}:CertificatePasswordFile must name a file that can be read; \"{Shown(options.CertificatePasswordFile)}\" cannot: {unread}";
            yield break;
        }

        string? trouble = null;
        try
        {
            using var certificate = TeamsSecrets.Read(options.CertificateFile, password.Trim());
            trouble = certificate.HasPrivateKey ? null : "it has no private key";
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            trouble = e.Message;
        }

        if (trouble is not null)
        {
            yield return $"{TeamsOptions.Section}:CertificateFile must hold a certificate with its private key, .pfx or PEM; \"{Shown(options.CertificateFile)}\" cannot be used: {trouble}";
        }
    }

    private static IEnumerable<string> Form(string property, string value, bool good, string rule)
    {
        if (!good)
        {
            yield return $"{TeamsOptions.Section}:{property} {rule}; it is \"{Shown(value)}\".";
        }
    }

    /// <summary>An address of this machine, or with <paramref name="https"/> an https one of any.</summary>
    private static bool IsAddress(string url, bool https, bool slash = true) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (!slash || url.EndsWith('/')) && uri.UserInfo.Length == 0 && uri.Query.Length == 0
        && ((uri.IsLoopback && uri.Scheme is "http" or "https") || (https && uri.Scheme == Uri.UriSchemeHttps));

    private static bool IsId(string text) => Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty;

    private static string Shown(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        return line.Length <= 100 ? line : line[..100] + "...";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9:@._-]{0,199}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Thread();

    [GeneratedRegex(@"\A[a-z0-9_+'-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Emoji();
}
