using System.IO.Enumeration;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Rules;

/// <summary>Correlates alarms with services by configured rules, which must be free of faults. A pure function of the rules and the alarm.</summary>
internal sealed class AlarmRules(IEnumerable<AlarmRuleOptions> rules)
{
    private readonly AlarmRuleOptions[] _rules = [.. rules];

    /// <summary>The first rule that holds for the alarm; null if none does, which is for a person to sort out.</summary>
    internal AlarmMatch? Match(AlarmNotice alarm)
    {
        for (var i = 0; i < _rules.Length; i++)
        {
            if (Holds(_rules[i], alarm))
            {
                return new AlarmMatch(_rules[i].Service!, _rules[i].Plan, SeverityOf(_rules[i]), i);
            }
        }

        return null;
    }

    private static Severity SeverityOf(AlarmRuleOptions rule) => Words.TryRead<Severity>(rule.Severity ?? "", out var severity)
        ? severity
        : throw new InvalidOperationException($"The rule for {rule.Service} has no severity; validation refuses that.");

    private static bool Holds(AlarmRuleOptions rule, AlarmNotice alarm) =>
        Like(rule.AlarmName, alarm.AlarmName)
        && (rule.Account is null || rule.Account == alarm.AccountId)
        && (rule.Region is null || rule.Region == alarm.Region)
        && rule.Dimensions.All(d => Any(alarm.Dimensions, d))
        && rule.Tags.All(t => Any(alarm.Tags, t));

    private static bool Any(IReadOnlyList<AlarmLabel> labels, KeyValuePair<string, string> wanted) =>
        labels.Any(l => l.Name == wanted.Key && Like(wanted.Value, l.Value));

    private static bool Like(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
