using System.Text.RegularExpressions;
using IncidentBot.Alarms.Parsing;
using IncidentBot.Alarms.Rules;
using IncidentBot.Alarms.Sns;
using IncidentBot.Web;
using Microsoft.Extensions.Options;

namespace IncidentBot.Alarms;

/// <summary>Checks the section <c>Alarms</c> at start and reports all faults together. Never shows the key.</summary>
internal sealed partial class AlarmOptionsValidator : IValidateOptions<AlarmOptions>
{
    internal const int ShortestKey = 32;
    internal const int LongestKey = 512;
    private const int FewestDistinct = 10;

    public ValidateOptionsResult Validate(string? name, AlarmOptions options)
    {
        string[] faults =
        [
            .. options.Accounts.Where(a => !Account().IsMatch(a))
                .Select(a => $"Alarms:Accounts must hold 12 digits each, found \"{AlarmText.OneLine(a)}\""),
            .. options.Regions.Where(r => !SnsVerifier.RegionCode().IsMatch(r))
                .Select(r => $"Alarms:Regions must hold codes such as eu-west-1, found \"{AlarmText.OneLine(r)}\""),
            .. options.Sns.TopicArns.Select(t => Topic(t, options)).OfType<string>(),
            .. EventBridge(options),
            .. AlarmRuleFaults.Find(options.Rules),
            .. AlarmSourceFaults.Find(options),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    [GeneratedRegex(@"\A[0-9]{12}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex Account();

    private static string? Topic(string text, AlarmOptions options)
    {
        var shown = AlarmText.OneLine(text, 300);
        if (Arn.Read(text) is not { Service: "sns" } topic || topic.ToString() != text || !TopicName().IsMatch(topic.Resource))
        {
            return $"Alarms:Sns:TopicArns must hold ARNs such as arn:aws:sns:eu-west-1:123456789012:alarms, found \"{shown}\"";
        }

        return !options.Accounts.Contains(topic.Account)
            ? $"Alarms:Sns:TopicArns: the account of \"{shown}\" must be in Alarms:Accounts, which it is not"
            : !options.Regions.Contains(topic.Region)
                ? $"Alarms:Sns:TopicArns: the region of \"{shown}\" must be in Alarms:Regions, which it is not"
                : null;
    }

    private static IEnumerable<string> EventBridge(AlarmOptions options)
    {
        if (!options.EventBridge.Enabled)
        {
            yield break;
        }

        var (known, trouble) = SecretFile.Read(options.EventBridge.Key, options.EventBridge.KeyFile);
        var key = known ?? "";
        if (!string.IsNullOrEmpty(options.EventBridge.Key) && !string.IsNullOrEmpty(options.EventBridge.KeyFile))
        {
            yield return "Alarms:EventBridge:Key and KeyFile must not both be set, found both";
        }
        else if (trouble is not null)
        {
            yield return $"Alarms:EventBridge:KeyFile must name a file that can be read, found \"{options.EventBridge.KeyFile}\": {trouble}";
        }
        else if (key.Length is < ShortestKey or > LongestKey || key.Any(c => c is <= ' ' or > '~'))
        {
            yield return $"Alarms:EventBridge:Key must be {ShortestKey} to {LongestKey} visible ASCII characters "
                + "while Alarms:EventBridge:Enabled is true (make one: openssl rand -hex 32), found another value, not shown here";
        }
        else if (key.Distinct().Count() < FewestDistinct)
        {
            yield return $"Alarms:EventBridge:Key must be random, with at least {FewestDistinct} different characters, found fewer";
        }

        if (options.Accounts.Count == 0)
        {
            yield return "Alarms:Accounts must not be empty while Alarms:EventBridge:Enabled is true, found no account";
        }

        if (options.Regions.Count == 0)
        {
            yield return "Alarms:Regions must not be empty while Alarms:EventBridge:Enabled is true, found no region";
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,256}(\.fifo)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TopicName();
}
