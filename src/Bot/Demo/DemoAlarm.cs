using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Alarms.Sns;

namespace IncidentBot.Demo;

/// <summary>
/// The alarm of the demo: CloudWatch's notification of HTTPCode_Target_5XX_Count on a load balancer in us-east-1, in an SNS
/// envelope signed with SignatureVersion 2. Field names, their order and the forms of time are CloudWatch's and SNS's own.
/// </summary>
internal static class DemoAlarm
{
    public const string Name = "checkout-5xx-rate";
    public const string Account = "123456789012";
    public const string TopicArn = "arn:aws:sns:us-east-1:123456789012:incident-alarms";
    public const string AlarmArn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:checkout-5xx-rate";
    private const decimal Threshold = 5;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="authority">Signs, in place of SNS.</param>
    /// <param name="messageId">SNS's id of the delivery; a repeated delivery keeps it.</param>
    /// <param name="failures">The datapoint: failed requests in the period.</param>
    /// <param name="datapointAt">The start of the breaching period (UTC), shown to the second.</param>
    /// <param name="changedAt">When the alarm changed its state (UTC).</param>
    /// <param name="ok">True for the way back from ALARM to OK.</param>
    public static SnsDelivery Build(
        RehearsalAuthority authority, Guid messageId, int failures, DateTimeOffset datapointAt, DateTimeOffset changedAt, bool ok = false)
    {
        var id = messageId.ToString("D");
        var subject = $"{(ok ? "OK" : "ALARM")}: \"{Name}\" in US East (N. Virginia)";
        var message = Message(failures, datapointAt, changedAt, ok);
        var sent = changedAt.UtcDateTime.AddMilliseconds(41).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var body = authority.Sign(new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = id,
            ["TopicArn"] = TopicArn,
            ["Subject"] = subject,
            ["Message"] = message,
            ["Timestamp"] = sent,
            ["SignatureVersion"] = "",
            ["Signature"] = "",
            ["SigningCertURL"] = "",
            ["UnsubscribeURL"] = $"https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={Subscription}",
        });
        return new SnsDelivery(body, new Dictionary<string, string>
        {
            ["x-amz-sns-message-type"] = "Notification",
            ["x-amz-sns-message-id"] = id,
            ["x-amz-sns-topic-arn"] = TopicArn,
            ["x-amz-sns-subscription-arn"] = Subscription,
        });
    }

    private static string Subscription => $"{TopicArn}:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55";

    private static string Message(int failures, DateTimeOffset datapointAt, DateTimeOffset changedAt, bool ok) => JsonSerializer.Serialize(new
    {
        AlarmName = Name,
        AlarmDescription = "Failed checkout requests behind the public load balancer",
        AWSAccountId = Account,
        AlarmConfigurationUpdatedTimestamp = "2025-02-02T11:48:52.788+0000",
        NewStateValue = ok ? "OK" : "ALARM",
        NewStateReason = string.Create(CultureInfo.InvariantCulture,
            $"Threshold Crossed: 1 datapoint [{failures:0.0} ({datapointAt.UtcDateTime:dd'/'MM'/'yy HH:mm:ss})] was {(ok ? "not " : "")}greater than or equal to the threshold ({Threshold:0.0})."),
        StateChangeTime = changedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture),
        Region = "US East (N. Virginia)",
        AlarmArn,
        OldStateValue = ok ? "ALARM" : "OK",
        OKActions = new[] { TopicArn },
        AlarmActions = new[] { TopicArn },
        InsufficientDataActions = Array.Empty<string>(),
        Trigger = new
        {
            MetricName = "HTTPCode_Target_5XX_Count",
            Namespace = "AWS/ApplicationELB",
            StatisticType = "Statistic",
            Statistic = "SUM",
            Unit = (string?)null,
            Dimensions = new[]
            {
                new { value = "targetgroup/checkout/73e2d6bc24d8a067", name = "TargetGroup" },
                new { value = "app/checkout/50dc6c495c0c9188", name = "LoadBalancer" },
            },
            Period = 60,
            EvaluationPeriods = 1,
            ComparisonOperator = "GreaterThanOrEqualToThreshold",
            Threshold = 5.0,
            TreatMissingData = "missing",
            EvaluateLowSampleCountPercentile = "",
        },
    }, Plain);
}
