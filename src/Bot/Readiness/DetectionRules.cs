using IncidentBot.Alarms;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Readiness;
using Microsoft.Extensions.Options;

namespace IncidentBot.Readiness;

/// <summary>Which alarms open an incident of which service, as the configuration has it, in words.</summary>
internal sealed class DetectionRules(IOptions<AlarmOptions> options)
{
    /// <summary>By which ways alarms come in.</summary>
    internal IReadOnlyList<string> Doors =>
    [
        .. options.Value.Sns.TopicArns.Order(StringComparer.Ordinal).Select(t => $"the SNS topic {t}"),
        .. options.Value.EventBridge.Enabled ? ["EventBridge"] : Array.Empty<string>(),
    ];

    /// <summary>The rules of a service, in the order in which they are tried.</summary>
    internal IReadOnlyList<Detection> For(string service) =>
        [.. options.Value.Rules.Where(r => r.Service == service).Select(r => new Detection(InWords(r), Words.TryRead<Severity>(r.Severity ?? "", out var severity) ? severity : Severity.Sev1))];

    private static string InWords(AlarmRuleOptions rule) => string.Join(", ",
    [
        rule.AlarmName == "*" ? "every alarm" : $"alarms named {rule.AlarmName}",
        .. rule.Account is { } account ? [$"account {account}"] : Array.Empty<string>(),
        rule.Region is { } region ? $"of {region}" : "of any region",
        .. rule.Dimensions.Select(d => $"dimension {d.Key} = {d.Value}"),
        .. rule.Tags.Select(t => $"tag {t.Key} = {t.Value}"),
    ]);
}
