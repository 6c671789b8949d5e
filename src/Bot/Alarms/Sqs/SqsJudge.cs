using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.Alarms.Parsing;
using IncidentBot.Alarms.Sns;
using Microsoft.Extensions.Options;

namespace IncidentBot.Alarms.Sqs;

/// <summary>Decides on the body of a queue's message: an SNS notification with its envelope, or an EventBridge event, of an allowed origin.</summary>
/// <remarks>
/// Who may put messages into the queue is said by the queue's policy, and events have no signature at all. So a signature that is
/// wrong is refused; one that cannot be looked at, because SNS of a region in trouble gives no certificate, does not cost the alarm.
/// </remarks>
internal sealed class SqsJudge(SnsVerifier verifier, IOptions<AlarmOptions> options)
{
    /// <summary>The longest that a queue can keep a message.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(14);

    private readonly AlarmOptions options = options.Value;

    internal async Task<SqsVerdict> Judge(string body, CancellationToken cancel)
    {
        JsonElement? json = JsonText.Parse(body);
        return json is null ? Park(body, null, "not-json", "the message is not one JSON value with each member given once, at most 32 levels deep")
            : SnsEnvelope.Is(json) ? await OfTopic(body, json, cancel)
            : EventBridgeEvent.Is(json) ? OfBus(body, json)
            : AlarmBody.Is(json) ? Park(body, null, "raw", SnsVerifier.RawDelivery)
            : Park(body, null, "not-an-alarm", "the message is neither an SNS notification nor an EventBridge event: let nothing else deliver to this queue");
    }

    private async Task<SqsVerdict> OfTopic(string body, JsonElement? json, CancellationToken cancel)
    {
        var verdict = await verifier.Verify(body, Oldest, cancel);
        if (verdict is SnsVerdict.Refused refused)
        {
            return Park(body, json.Text("MessageId"), refused.Code, refused.Reason);
        }

        var envelope = verdict is SnsVerdict.Genuine genuine ? genuine.Envelope : SnsEnvelope.Open(json).Envelope!;
        var reason = verdict is SnsVerdict.Undecided undecided ? undecided.Reason : null;
        if (envelope.Type != SnsEnvelope.Notification)
        {
            // Confirming calls an address, so it needs the signature.
            return reason is null ? new SqsVerdict.Take(AlarmReader.Sns, envelope.MessageId, envelope.Read(), (verdict as SnsVerdict.Genuine)?.Confirm, null) : new SqsVerdict.Leave(reason);
        }

        return envelope.Read() switch
        {
            AlarmReading.NotAnAlarm not => Park(body, envelope.MessageId, "not-an-alarm", not.Reason),
            AlarmReading.Notice { Alarm.AccountId: var account } when !options.Accounts.Contains(account) =>
                Park(body, envelope.MessageId, "account", $"the alarm's account \"{AlarmText.OneLine(account)}\" is not in Alarms:Accounts"),
            var alarm => new SqsVerdict.Take(AlarmReader.Sns, envelope.MessageId, alarm, null, reason),
        };
    }

    private SqsVerdict OfBus(string body, JsonElement? json)
    {
        if (EventBridgeEvent.Open(json) is not { Id.Length: <= 200 } sent)
        {
            return Park(body, null, "event", "the message is no whole EventBridge event: send the matched event, without an input transformer");
        }

        if (!options.Accounts.Contains(sent.Account))
        {
            return Park(body, sent.Id, "account", $"the event's account \"{AlarmText.OneLine(sent.Account)}\" is not in Alarms:Accounts");
        }

        if (!options.Regions.Contains(sent.Region))
        {
            return Park(body, sent.Id, "region", $"the event's region \"{AlarmText.OneLine(sent.Region)}\" is not in Alarms:Regions");
        }

        // Other news of CloudWatch's own, such as a changed configuration, is as harmless here as over HTTPS, and opens nothing.
        var reading = sent.Read();
        return reading is AlarmReading.NotAnAlarm not && (sent.Source != "aws.cloudwatch" || EventBridgeEvent.IsStateChange(sent))
            ? Park(body, sent.Id, "not-an-alarm", not.Reason)
            : new SqsVerdict.Take(AlarmReader.EventBridge, sent.Id, reading, null, null);
    }

    private static SqsVerdict.Park Park(string body, string? id, string code, string reason) =>
        new(id is { Length: > 0 and <= 200 } ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), code, reason);
}
