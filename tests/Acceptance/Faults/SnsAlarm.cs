using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Alarms.Sns;
using IncidentBot.Demo;

namespace IncidentBot.Acceptance.Faults;

/// <summary>State changes of any alarm of the service, as CloudWatch words them and SNS signs them.</summary>
internal static class SnsAlarm
{
    /// <param name="name">The alarm's name, which begins with the service's.</param>
    /// <param name="changedAt">When it changed its state (UTC): with name and state, what makes a change the same.</param>
    internal static SnsDelivery Of(RehearsalAuthority authority, string name, DateTimeOffset changedAt, bool ok = false)
    {
        var sample = DemoAlarm.Build(authority, Guid.NewGuid(), 40, changedAt.AddSeconds(-60), changedAt, ok);
        var envelope = JsonNode.Parse(sample.Body)!.AsObject();
        var message = JsonNode.Parse((string)envelope["Message"]!)!.AsObject();
        (message["AlarmName"], message["AlarmArn"]) = (name, $"arn:aws:cloudwatch:us-east-1:{DemoAlarm.Account}:alarm:{name}");
        envelope["Message"] = message.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return sample with { Body = authority.Sign(envelope) };
    }
}
