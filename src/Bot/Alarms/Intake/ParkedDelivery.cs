using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Alarms.Intake;

/// <summary>A delivery that no repeat can make an alarm for us, as the inbox holds it until a person has looked at it.</summary>
internal sealed record ParkedDelivery(string Path, string Code, string Reason, string Body)
{
    /// <summary>The inbox kind; the key names the delivery, the same from every queue.</summary>
    internal const string Kind = "alarm-parked";

    /// <summary>The inbox kind of one that a person has put back: it is judged anew.</summary>
    internal const string Again = "alarm-again";

    internal string Payload => JsonSerializer.Serialize(this, WorkflowJson.Options);

    internal static ParkedDelivery Of(InboxEntry entry) =>
        JsonSerializer.Deserialize<ParkedDelivery>(entry.Payload, WorkflowJson.Options) ?? throw new JsonException("The payload is empty.");
}
