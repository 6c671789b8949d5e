using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Intake;

/// <summary>The words for the ways by which alarms come in, as settings, log and rooms spell them.</summary>
internal static class AlarmPath
{
    internal const string Sns = "sns";
    internal const string EventBridge = "eventbridge";

    internal static string Sqs(string region) => $"sqs:{region}";

    internal static string Poll(string region) => $"{AlarmTransition.Polled}{region}";
}
