using System.Text.Json.Nodes;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>The corpus of forgeries: changed content, stolen signatures, and messages that were never SNS's.</summary>
internal static class SnsForgeries
{
    private const string NoMatch = "the signature does not match";

    internal static IReadOnlyList<SnsForgery> All { get; } =
    [
        .. Content, .. Signatures, .. Shapes,
        .. SnsAddressForgeries.All, .. SnsPolicyForgeries.All,
    ];

    private static IEnumerable<SnsForgery> Content =>
    [
        Stopped("message changed", f => f.Changed(m => m["Message"] = ((string)m["Message"]!).Replace("ErrorAlarm", "Other", StringComparison.Ordinal))),
        Stopped("message emptied", f => f.Changed(m => m["Message"] = "")),
        Stopped("subject changed", f => f.Changed(m => m["Subject"] = "OK")),
        Stopped("subject removed", f => f.Changed(m => m.Remove("Subject"))),
        Stopped("subject added", f => f.Changed(m => m["Subject"] = "ALARM", Without("Subject"))),
        Stopped("message id changed", f => f.Changed(m => m["MessageId"] = "11111111-1111-1111-1111-111111111111")),
        Stopped("time refreshed", f => f.Changed(m => m["Timestamp"] = Sns.Time(Sns.Now.AddSeconds(1)))),
        Stopped("moved to another allowed topic", f => f.Changed(m => m["TopicArn"] = Sns.OtherTopic)),
        Stopped("notification turned into a confirmation", f => f.Changed(m =>
        {
            m["Type"] = "SubscriptionConfirmation";
            m["Token"] = "t";
            m["SubscribeURL"] = "https://sns.us-east-1.amazonaws.com/";
        })),
        Stopped("confirmation turned into a notification", f => f.Changed(m => m["Type"] = "Notification", Sns.Confirmation())),
        Stopped("confirmation address changed", f => f.Changed(m => m["SubscribeURL"] = "https://evil.example/", Sns.Confirmation())),
        Stopped("confirmation token changed", f => f.Changed(m => m["Token"] = "other", Sns.Confirmation())),
        new("line feed moved from one member to the next", "line-break", "a member other than Message", false, f => f.Changed(
            m =>
            {
                m["Message"] = "all is well";
                m["MessageId"] = "b\nMessageId\na";
            },
            With("Message", "all is well\nMessageId\nb", "MessageId", "a"))),
    ];

    private static IEnumerable<SnsForgery> Signatures =>
    [
        Stopped("signature of another message", f => f.Changed(m =>
            m["Signature"] = (string)JsonNode.Parse(f.Genuine(e => e["Message"] = "other"))!["Signature"]!)),
        Stopped("signature emptied", f => f.Changed(m => m["Signature"] = "")),
        Stopped("signature is not base64", f => f.Changed(m => m["Signature"] = "!!!!")),
        Stopped("signature cut short", f => f.Changed(m => m["Signature"] = ((string)m["Signature"]!)[..^8])),
        Stopped("one bit of the signature flipped", f => f.Changed(m => m["Signature"] = Flipped((string)m["Signature"]!))),
        Stopped("signed with a stranger's key", f => f.Own.Sign(Sns.Notification())),
        Stopped("version 1 signature passed as 2", f => f.Changed(m => m["SignatureVersion"] = "2", version: "1")),
        Stopped("version 2 signature passed as 1", f => f.Changed(m => m["SignatureVersion"] = "1")) with { Options = Sns.Options(version1: true) },
        new("version 1 while switched off", "version-1", "SignatureVersion 1 is switched off", false, f => f.Genuine(version: "1")),
        new("version 3", "version", "SignatureVersion is not 2", true, f => f.Changed(m => m["SignatureVersion"] = "3")),
        new("version emptied", "version", "SignatureVersion is not 2", true, f => f.Changed(m => m["SignatureVersion"] = "")),
        new("version as a number", "members", "missing or no text: SignatureVersion", true, f => f.Changed(m => m["SignatureVersion"] = 2)),
    ];

    private static IEnumerable<SnsForgery> Shapes =>
    [
        new("no signature", "members", "missing or no text: Signature", true, f => f.Changed(m => m.Remove("Signature"))),
        new("no message id", "members", "missing or no text: MessageId", true, f => f.Changed(m => m.Remove("MessageId"))),
        new("no certificate address", "members", "missing or no text: SigningCertURL", true, f => f.Changed(m => m.Remove("SigningCertURL"))),
        new("certificate address in Lambda's spelling only", "members", "missing or no text: SigningCertURL", false, f => f.Changed(m =>
        {
            m["SigningCertUrl"] = m["SigningCertURL"]!.DeepClone();
            m.Remove("SigningCertURL");
        })),
        new("confirmation without a token", "members", "missing or no text: Token", true, f => f.Changed(m => m.Remove("Token"), Sns.Confirmation())),
        new("message is an object", "members", "missing or no text: Message", true, f => f.Changed(m => m["Message"] = new JsonObject())),
        new("message given twice", "json", "each member given once", false, f =>
            "{\"Message\":\"forged\"," + f.Genuine()[1..]),
        new("list of messages", "json", "one JSON object", true, f => $"[{f.Genuine()}]"),
        new("two messages", "json", "one JSON object", true, f => f.Genuine() + f.Genuine()),
        new("no JSON", "json", "one JSON object", true, _ => "Hello world!"),
        new("bare alarm body of raw delivery", "raw", "raw message delivery carries no signature", true,
            _ => Samples.Json("body-raw-delivery-current-fields.json").ToJsonString()),
        new("type of our own making", "type", "Type is none of", false, f => f.Genuine(m => m["Type"] = "Alarm", envelope: Without("Subject"))),
        new("message id that is no id", "message-id", "MessageId is not", false, f => f.Genuine(m => m["MessageId"] = "../../etc")),
    ];

    private static SnsForgery Stopped(string name, Func<Forger, string> make) => new(name, "signature", NoMatch, true, make);

    private static JsonObject Without(string member)
    {
        var envelope = Sns.Notification();
        envelope.Remove(member);
        return envelope;
    }

    private static JsonObject With(params string[] pairs)
    {
        var envelope = Sns.Notification();
        foreach (var pair in pairs.Chunk(2))
        {
            envelope[pair[0]] = pair[1];
        }

        return envelope;
    }

    private static string Flipped(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        bytes[bytes.Length / 2] ^= 1;
        return Convert.ToBase64String(bytes);
    }
}
