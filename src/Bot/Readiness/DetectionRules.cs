using IncidentBot.Alarms;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
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
        .. options.Value.Sqs.Queues.Select(q => $"the SQS queue {q.Url}"),
    ];

    /// <summary>The ways on which a heartbeat is expected, with what the log says of each; null where alarms come in by no way at all.</summary>
    internal IReadOnlyList<IntakePath>? Intake(IReadOnlyList<TriageEvent> log) => Doors.Count == 0 ? null :
    [
        .. options.Value.Heartbeats.Select(h => new IntakePath(
            h.Path!, PlanDuration.TryRead(h.Within, out var within) ? within : TimeSpan.Zero, IntakePath.Newest(log, h.Path!))),
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
