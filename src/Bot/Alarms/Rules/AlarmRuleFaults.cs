using System.Text.RegularExpressions;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Rules;

/// <summary>Finds what is wrong with correlation rules before an alarm does.</summary>
internal static partial class AlarmRuleFaults
{
    /// <summary>Every fault of every rule, each naming the setting, the rule it breaks and the value found.</summary>
    internal static IEnumerable<string> Find(IList<AlarmRuleOptions> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            foreach (var fault in One(rules[i]))
            {
                yield return $"Alarms:Rules:{i}:{fault}";
            }

            var earlier = rules.Take(i).ToList().FindIndex(r => Covers(r, rules[i]));
            if (earlier >= 0)
            {
                yield return $"Alarms:Rules:{i} can never match: every alarm it is for is taken by rule {earlier} before it";
            }
        }
    }

    private static IEnumerable<string> One(AlarmRuleOptions rule)
    {
        if (rule.Service is null || !ServiceName().IsMatch(rule.Service))
        {
            yield return $"Service must be 1 to 63 lower-case letters, digits and hyphens, found {Found(rule.Service)}";
        }

        if (!Words.TryRead<Severity>(rule.Severity ?? "", out _))
        {
            yield return $"Severity must be one of {string.Join(", ", Words.All<Severity>())}, found {Found(rule.Severity)}";
        }

        if (rule.Plan is not null && !ServiceName().IsMatch(rule.Plan))
        {
            yield return $"Plan must be 1 to 63 lower-case letters, digits and hyphens, found {Found(rule.Plan)}";
        }

        if (rule.AlarmName.Length is 0 or > 255)
        {
            yield return $"AlarmName must be a pattern of 1 to 255 characters (* for any), found {rule.AlarmName.Length} characters";
        }

        if (rule.Account is not null && !AlarmOptionsValidator.Account().IsMatch(rule.Account))
        {
            yield return $"Account must be 12 digits, found {Found(rule.Account)}";
        }

        if (rule.Region is not null && !Sns.SnsVerifier.RegionCode().IsMatch(rule.Region))
        {
            yield return $"Region must be a region's code such as eu-west-1, found {Found(rule.Region)}";
        }

        foreach (var (name, pattern) in rule.Dimensions.Concat(rule.Tags))
        {
            if (name.Length == 0 || string.IsNullOrEmpty(pattern))
            {
                yield return $"Dimensions and Tags must have a name and a pattern (* for any value), found {Found(name)} = {Found(pattern)}";
            }
        }
    }

    // Only what is certain: the earlier rule asks for nothing that the later one does not ask for in the same words.
    private static bool Covers(AlarmRuleOptions earlier, AlarmRuleOptions later) =>
        (earlier.AlarmName == "*" || earlier.AlarmName == later.AlarmName)
        && (earlier.Account is null || earlier.Account == later.Account)
        && (earlier.Region is null || earlier.Region == later.Region)
        && earlier.Dimensions.All(d => later.Dimensions.TryGetValue(d.Key, out var v) && (d.Value == "*" || v == d.Value))
        && earlier.Tags.All(t => later.Tags.TryGetValue(t.Key, out var v) && (t.Value == "*" || v == t.Value));

    private static string Found(string? value) => value is null ? "nothing" : $"\"{Parsing.AlarmText.OneLine(value)}\"";

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceName();
}
