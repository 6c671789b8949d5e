using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Alarms.Sns;

namespace IncidentBot.Benchmarks;

/// <summary>Signed CloudWatch notifications, each of another alarm of one service, and the certificate's server that SNS would be.</summary>
internal sealed class Notifications : HttpMessageHandler
{
    internal const string Topic = "arn:aws:sns:us-east-1:123456789012:alarms";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly RehearsalAuthority authority = new(TimeProvider.System);

    /// <summary>The settings that let these in.</summary>
    internal static Dictionary<string, string?> Settings => new()
    {
        ["Alarms:Accounts:0"] = "123456789012",
        ["Alarms:Regions:0"] = "us-east-1",
        ["Alarms:Sns:TopicArns:0"] = Topic,
    };

    /// <summary>The port as <c>serve</c> has it, fetched once, checked and kept; only the server and the root are ours.</summary>
    internal ISigningCertificates Certificates => new HttpsSigningCertificates(
        new HttpClient(this, disposeHandler: false), CertificateTrust.Only([authority.Root]), TimeProvider.System);

    internal string Body(int alarm)
    {
        var now = DateTimeOffset.UtcNow;
        var message = new JsonObject
        {
            ["AlarmName"] = $"checkout-{alarm}",
            ["AlarmDescription"] = "Failed checkout requests behind the public load balancer",
            ["AWSAccountId"] = "123456789012",
            ["NewStateValue"] = "ALARM",
            ["NewStateReason"] = "Threshold Crossed: 1 datapoint [40.0] was greater than or equal to the threshold (5.0).",
            ["StateChangeTime"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture),
            ["Region"] = "US East (N. Virginia)",
            ["AlarmArn"] = $"arn:aws:cloudwatch:us-east-1:123456789012:alarm:checkout-{alarm}",
            ["OldStateValue"] = "OK",
            ["Trigger"] = new JsonObject
            {
                ["MetricName"] = "HTTPCode_Target_5XX_Count",
                ["Namespace"] = "AWS/ApplicationELB",
                ["StatisticType"] = "Statistic",
                ["Statistic"] = "SUM",
                ["Dimensions"] = new JsonArray(new JsonObject { ["value"] = $"app/checkout/{alarm}", ["name"] = "LoadBalancer" }),
                ["Period"] = 60,
                ["EvaluationPeriods"] = 1,
                ["ComparisonOperator"] = "GreaterThanOrEqualToThreshold",
                ["Threshold"] = 5.0,
                ["TreatMissingData"] = "missing",
            },
        };
        return authority.Sign(new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = Guid.NewGuid().ToString("D"),
            ["TopicArn"] = Topic,
            ["Subject"] = $"ALARM: \"checkout-{alarm}\" in US East (N. Virginia)",
            ["Message"] = message.ToJsonString(Plain),
            ["Timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["UnsubscribeURL"] = "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe",
        });
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes(authority.Leaf.ExportCertificatePem())),
        });

    protected override void Dispose(bool disposing)
    {
        authority.Dispose();
        base.Dispose(disposing);
    }
}
