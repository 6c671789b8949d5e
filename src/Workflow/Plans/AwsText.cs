using System.Globalization;

namespace IncidentBot.Workflow.Plans;

/// <summary>A signed call in words: what a person would enter in the service's console or command line when the bot is down.</summary>
internal static class AwsText
{
    internal static string Of(StepAction.Aws call)
    {
        var request = call.Method is null ? "" : $", {call.Method} {call.Path}";
        var parameters = string.Concat(call.Parameters.Select(p => $" {p.Key}={PlanSheet.Quoted(p.Value)}"));
        var body = call.Body is null ? "" : $" body {PlanSheet.Quoted(call.Body.Replace('\n', ' '))}";
        var expect = call.Expect.Count == 0 ? "" : $" -> {string.Join(" and ", call.Expect)}";
        return string.Create(CultureInfo.InvariantCulture, $"AWS {call.Service} {call.Operation} in {call.Region} at {call.Endpoint}{request}{parameters}{body}{expect}");
    }
}
