using Microsoft.Extensions.Options;

namespace IncidentBot.Aws;

/// <summary>Checks the section <c>Aws</c>: what is read over an unprotected network could be anybody's answer.</summary>
internal sealed class AwsOptionsValidator : IValidateOptions<AwsOptions>
{
    private const int LongestProfile = 128;

    public ValidateOptionsResult Validate(string? name, AwsOptions options)
    {
        string[] faults = [.. new[] { Endpoint(options), Profile(options) }.OfType<string>()];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? Endpoint(AwsOptions options)
    {
        if (options.Endpoint is not { } endpoint)
        {
            return null;
        }

        var filled = endpoint.Replace("{service}", "monitoring", StringComparison.Ordinal).Replace("{region}", "eu-west-1", StringComparison.Ordinal);
        return !Uri.TryCreate(filled, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || filled.Contains('{', StringComparison.Ordinal)
            ? $"Aws:Endpoint must be the address of a host, such as https://{{service}}.{{region}}.vpce.example.com, in which only {{service}} and {{region}} are filled in; it is \"{endpoint}\"."
            : uri.Scheme == "http" && !uri.IsLoopback
                ? $"Aws:Endpoint must be https unless it is on loopback, since anyone on the way could answer; it is \"{endpoint}\"."
                : null;
    }

    private static string? Profile(AwsOptions options) =>
        options.Profile is { } profile && (profile.Length is 0 or > LongestProfile || profile.Any(c => c is <= ' ' or > '~'))
            ? $"Aws:Profile must be a profile's name, 1 to {LongestProfile} visible ASCII characters; it is \"{profile}\"." : null;
}
