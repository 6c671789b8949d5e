using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentBot.Alarms.Parsing;
using Microsoft.Extensions.Options;

namespace IncidentBot.Alarms.Sns;

/// <summary>Checks one SNS message: cheap rules first, so that only a message for an allowed topic makes us fetch a certificate.</summary>
internal sealed partial class SnsVerifier(IOptions<AlarmOptions> options, ISigningCertificates certificates, TimeProvider clock)
{
    // A delivery policy may go on retrying for an hour; the rest is for clocks and queues on the way.
    internal static readonly TimeSpan Oldest = TimeSpan.FromHours(2);
    private static readonly TimeSpan Newest = TimeSpan.FromMinutes(15);

    private readonly AlarmOptions _options = options.Value;

    /// <summary>Checks a message that HTTPS delivered.</summary>
    internal Task<SnsVerdict> Verify(string? body, CancellationToken cancel) => Verify(body, Oldest, cancel);

    /// <param name="oldest">How long ago it may have been sent: a queue keeps messages for days.</param>
    internal async Task<SnsVerdict> Verify(string? body, TimeSpan oldest, CancellationToken cancel)
    {
        if (JsonText.Parse(body) is not { ValueKind: JsonValueKind.Object } found)
        {
            return new SnsVerdict.Refused(400, "json", "the body is not one JSON object in UTF-8 with each member given once, at most 32 levels deep");
        }

        JsonElement? json = found;
        if (!json.Has("Signature") && (AlarmBody.Is(json) || !json.Has("Type")))
        {
            return new SnsVerdict.Refused(403, "raw", RawDelivery);
        }

        var (envelope, missing) = SnsEnvelope.Open(json);
        if (envelope is null)
        {
            return new SnsVerdict.Refused(400, "members", $"missing or no text: {string.Join(", ", missing)}");
        }

        var topic = Arn.Read(envelope.TopicArn);
        var refusal = Form(envelope) ?? Topic(envelope, topic) ?? Age(envelope, oldest);
        if (refusal is not null)
        {
            return refusal;
        }

        var (url, fault) = SnsUrls.Certificate(envelope.SigningCertUrl, topic!);
        return url is null
            ? new SnsVerdict.Refused(403, "cert-url", fault!)
            : await Signature(envelope, topic!, url, cancel);
    }

    internal const string RawDelivery =
        "raw message delivery carries no signature: switch it off for this subscription (RawMessageDelivery = false)";

    private async Task<SnsVerdict> Signature(SnsEnvelope envelope, Arn topic, Uri url, CancellationToken cancel)
    {
        try
        {
            var certificate = await certificates.Get(url, cancel);
            if (!SnsSignature.Holds(envelope, certificate))
            {
                return new SnsVerdict.Refused(403, "signature", "the signature does not match the message");
            }
        }
        catch (SigningCertificateException e)
        {
            return e.Transient ? new SnsVerdict.Undecided(e.Message) : new SnsVerdict.Refused(403, "certificate", e.Message);
        }

        if (envelope.Type != SnsEnvelope.SubscriptionConfirmation)
        {
            return new SnsVerdict.Genuine(envelope, Confirm: null);
        }

        var (confirm, fault) = SnsUrls.Confirmation(envelope.SubscribeUrl!, topic, envelope.Token!);
        return confirm is null
            ? new SnsVerdict.Refused(403, "subscribe-url", fault!)
            : new SnsVerdict.Genuine(envelope, confirm);
    }

    private SnsVerdict.Refused? Form(SnsEnvelope envelope)
    {
        if (envelope.Type is not (SnsEnvelope.Notification or SnsEnvelope.SubscriptionConfirmation or SnsEnvelope.UnsubscribeConfirmation))
        {
            return new(400, "type", "Type is none of Notification, SubscriptionConfirmation, UnsubscribeConfirmation");
        }

        // The signed text separates names and values by line feeds only: were one allowed outside Message, two different
        // messages could share a signature.
        string?[] oneLine = [envelope.MessageId, envelope.Subject, envelope.Timestamp, envelope.TopicArn, envelope.Token, envelope.SubscribeUrl];
        if (oneLine.Any(v => v is not null && v.AsSpan().ContainsAny('\n', '\r')))
        {
            return new(400, "line-break", "a member other than Message holds a line break");
        }

        return !MessageId().IsMatch(envelope.MessageId)
            ? new(400, "message-id", "MessageId is not 1 to 100 letters, digits and hyphens")
            : Version(envelope.SignatureVersion);
    }

    private SnsVerdict.Refused? Version(string version) => version switch
    {
        "2" => null,
        "1" when _options.Sns.AllowSignatureVersion1 => null,
        "1" => new(403, "version-1", "SignatureVersion 1 is switched off: set the topic's SignatureVersion to 2"),
        _ => new(403, "version", "SignatureVersion is not 2"),
    };

    private SnsVerdict.Refused? Topic(SnsEnvelope envelope, Arn? topic)
    {
        if (topic is not { Service: "sns" } || topic.ToString() != envelope.TopicArn || !RegionCode().IsMatch(topic.Region))
        {
            return new(403, "topic-form", "TopicArn is not the ARN of an SNS topic");
        }

        if (_options.Sns.TopicArns.Count == 0)
        {
            return new(403, "no-topics", "no topic is allowed: Alarms:Sns:TopicArns is empty, so every notification is refused");
        }

        return !_options.Sns.TopicArns.Contains(envelope.TopicArn)
            ? new(403, "topic", "the topic is not in Alarms:Sns:TopicArns")
            : !_options.Accounts.Contains(topic.Account)
                ? new(403, "account", "the topic's account is not in Alarms:Accounts")
                : !_options.Regions.Contains(topic.Region)
                    ? new(403, "region", "the topic's region is not in Alarms:Regions")
                    : null;
    }

    private SnsVerdict.Refused? Age(SnsEnvelope envelope, TimeSpan oldest)
    {
        if (AlarmTime.Read(envelope.Timestamp) is not { } sent)
        {
            return new(400, "timestamp", "Timestamp is not a time in ISO 8601 with an offset");
        }

        var now = clock.GetUtcNow();
        return now - sent > oldest ? new(403, "old", FormattableString.Invariant($"Timestamp is more than {oldest.TotalHours:0} h ago"))
            : sent - now > Newest ? new(403, "future", "Timestamp is more than 15 min ahead: check this machine's clock")
            : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MessageId();

    [GeneratedRegex(@"\A[a-z]{2,5}(-[a-z]+){1,3}-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex RegionCode();
}
