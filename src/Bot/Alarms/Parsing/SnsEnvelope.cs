using System.Text.Json;

namespace IncidentBot.Alarms.Parsing;

/// <summary>An SNS message as HTTP delivers it; nothing in it is verified yet.</summary>
internal sealed record SnsEnvelope
{
    internal const string Notification = "Notification";
    internal const string SubscriptionConfirmation = "SubscriptionConfirmation";
    internal const string UnsubscribeConfirmation = "UnsubscribeConfirmation";

    private static readonly string[] Needed =
        ["Type", "MessageId", "TopicArn", "Message", "Timestamp", "SignatureVersion", "Signature", "SigningCertURL"];

    private static readonly string[] NeededToConfirm = ["Token", "SubscribeURL"];

    internal required string Type { get; init; }

    internal required string MessageId { get; init; }

    internal required string TopicArn { get; init; }

    internal required string Message { get; init; }

    internal required string Timestamp { get; init; }

    internal required string SignatureVersion { get; init; }

    internal required string Signature { get; init; }

    internal required string SigningCertUrl { get; init; }

    internal string? Subject { get; init; }

    internal string? Token { get; init; }

    internal string? SubscribeUrl { get; init; }

    /// <summary>Whether this is meant to be an SNS envelope.</summary>
    internal static bool Is(JsonElement? json) => json.Has("Type") && json.Has("MessageId") && json.Has("TopicArn");

    /// <summary>Reads the members; answers the names of those that are missing or no text.</summary>
    internal static (SnsEnvelope? Envelope, IReadOnlyList<string> Missing) Open(JsonElement? json)
    {
        var type = json.Text("Type");
        string[] missing =
        [
            .. Needed.Where(n => json.Text(n) is null),
            .. type is SubscriptionConfirmation or UnsubscribeConfirmation
                ? NeededToConfirm.Where(n => json.Text(n) is null)
                : [],
            // A Subject that is null is absent; one of any other kind cannot be part of what was signed.
            .. json.Member("Subject") is { ValueKind: not (JsonValueKind.String or JsonValueKind.Null) } ? ["Subject"] : Array.Empty<string>(),
        ];
        return missing.Length > 0 ? (null, missing) : (From(json), []);
    }

    /// <summary>What the message says, apart from who sent it.</summary>
    internal static AlarmReading Read(JsonElement? json) => Read(json.Text("Type"), json.Text("Message"), json.Text("TopicArn"));

    /// <summary>The same of an opened envelope.</summary>
    internal AlarmReading Read() => Read(Type, Message, TopicArn);

    private static AlarmReading Read(string? type, string? message, string? topicArn) => type switch
    {
        Notification => AlarmBody.Read(JsonText.Parse(message), topicArn),
        SubscriptionConfirmation => new AlarmReading.NotAnAlarm("SNS asks to confirm a subscription"),
        UnsubscribeConfirmation => new AlarmReading.NotAnAlarm("SNS says that a subscription was ended: its topic sends no more alarms"),
        var other => new AlarmReading.NotAnAlarm($"the SNS message's Type is \"{AlarmText.OneLine(other)}\", not Notification"),
    };

    private static SnsEnvelope From(JsonElement? json) => new()
    {
        Type = json.Text("Type")!,
        MessageId = json.Text("MessageId")!,
        TopicArn = json.Text("TopicArn")!,
        Message = json.Text("Message")!,
        Timestamp = json.Text("Timestamp")!,
        SignatureVersion = json.Text("SignatureVersion")!,
        Signature = json.Text("Signature")!,
        SigningCertUrl = json.Text("SigningCertURL")!,
        Subject = json.Text("Subject"),
        Token = json.Text("Token"),
        SubscribeUrl = json.Text("SubscribeURL"),
    };
}
