using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Alarms;
using IncidentBot.Alarms.Sns;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>Envelopes, options and verifiers around one topic and one moment.</summary>
internal static class Sns
{
    internal const string Topic = "arn:aws:sns:us-east-1:123456789012:alarms";
    internal const string OtherTopic = "arn:aws:sns:us-east-1:123456789012:other-alarms";

    internal static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static JsonObject Notification(string messageId = "95df01b4-ee98-5cb9-9903-4c221d41eb5e") => new()
    {
        ["Type"] = "Notification",
        ["MessageId"] = messageId,
        ["TopicArn"] = Topic,
        ["Subject"] = "ALARM: \"ErrorAlarm\" in US East (N. Virginia)",
        ["Message"] = Samples.Json("body-raw-delivery-current-fields.json").ToJsonString(),
        ["Timestamp"] = Time(Now),
        ["UnsubscribeURL"] = "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe",
    };

    internal static JsonObject Confirmation(string type = "SubscriptionConfirmation") => new()
    {
        ["Type"] = type,
        ["MessageId"] = "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
        ["TopicArn"] = Topic,
        ["Token"] = "2336412f37fb687f",
        ["Message"] = "You have chosen to subscribe to the topic.\nTo confirm, visit the SubscribeURL.",
        ["SubscribeURL"] = $"https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={Topic}&Token=2336412f37fb687f",
        ["Timestamp"] = Time(Now),
    };

    internal static AlarmOptions Options(bool version1 = false, string[]? topics = null, string[]? accounts = null, string[]? regions = null)
    {
        var options = new AlarmOptions();
        options.Sns.TopicArns.UnionWith(topics ?? [Topic, OtherTopic]);
        options.Accounts.UnionWith(accounts ?? ["123456789012"]);
        options.Regions.UnionWith(regions ?? ["us-east-1"]);
        options.Sns.AllowSignatureVersion1 = version1;
        return options;
    }

    internal static SnsVerifier Verifier(AlarmOptions options, ISigningCertificates certificates, TimeProvider clock) =>
        new(Microsoft.Extensions.Options.Options.Create(options), certificates, clock);
}
