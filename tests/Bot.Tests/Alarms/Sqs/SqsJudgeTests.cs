using System.Text.Json.Nodes;
using IncidentBot.Alarms;
using IncidentBot.Alarms.Sqs;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms.Sqs;

/// <summary>What is taken from a queue, and what is set aside with which words.</summary>
public sealed class SqsJudgeTests : IDisposable
{
    private readonly QueueReader reader = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => reader.Dispose();

    [Fact]
    public async Task A_notification_is_taken_although_it_waited_for_days()
    {
        var body = reader.Signed("a");
        reader.Clock.Now = Alarms.Sns.Now.AddDays(3);
        var taken = Assert.IsType<SqsVerdict.Take>(await reader.Judge.Judge(body, Cancel));
        Assert.Equal(("ErrorAlarm", null, null), (Assert.IsType<AlarmReading.Notice>(taken.Reading).Alarm.AlarmName, taken.Unchecked, taken.Confirm));
        reader.Clock.Now = Alarms.Sns.Now.AddDays(15);
        Assert.Equal("old", await Code(body));
    }

    [Fact]
    public async Task A_wrong_signature_is_set_aside_and_one_that_cannot_be_looked_at_costs_no_alarm()
    {
        var forged = JsonNode.Parse(reader.Signed("a"))!.AsObject();
        forged["Subject"] = "Changed on the way";
        Assert.Equal("signature", await Code(forged.ToJsonString()));

        forged["SigningCertURL"] = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-of-a-region-in-trouble.pem";
        var taken = Assert.IsType<SqsVerdict.Take>(await reader.Judge.Judge(forged.ToJsonString(), Cancel));
        Assert.Contains("no signing certificate", taken.Unchecked, StringComparison.Ordinal);

        forged["SigningCertURL"] = "https://sns.us-east-1.amazonaws.com.example.com/a.pem";
        Assert.Equal("cert-url", await Code(forged.ToJsonString()));
    }

    [Fact]
    public async Task Only_allowed_topics_and_accounts_are_taken()
    {
        Assert.Equal("topic", await Code(reader.Signed("a", e => e["TopicArn"] = "arn:aws:sns:us-east-1:123456789012:strange")));
        Assert.Equal("account", await Code(reader.Signed("a", e => e["Message"] = ((string)e["Message"]!).Replace("123456789012", "999999999999", StringComparison.Ordinal))));
        Assert.Equal("version-1", await Code(reader.Authority.Sign(Alarms.Sns.Notification(), "1")));
    }

    [Theory]
    [InlineData("no JSON", "not-json")]
    [InlineData("{\"a\":1,\"a\":2}", "not-json")]
    [InlineData("{}", "not-an-alarm")]
    [InlineData("[]", "not-an-alarm")]
    [InlineData("{\"detail-type\":\"x\",\"source\":\"y\",\"detail\":{}}", "event")]
    [InlineData("{\"Type\":\"Notification\",\"MessageId\":\"a\",\"TopicArn\":\"b\"}", "members")]
    public async Task What_is_no_delivery_of_an_alarm_is_set_aside(string body, string code) => Assert.Equal(code, await Code(body));

    [Fact]
    public async Task Raw_delivery_is_set_aside_with_what_to_do()
    {
        var parked = Assert.IsType<SqsVerdict.Park>(await reader.Judge.Judge(Samples.Json("body-raw-delivery-current-fields.json").ToJsonString(), Cancel));
        Assert.Equal("raw", parked.Code);
        Assert.Contains("RawMessageDelivery = false", parked.Reason, StringComparison.Ordinal);
        Assert.Equal("not-an-alarm", await Code(reader.Signed("a", e => e["Message"] = "plain words")));
    }

    [Fact]
    public async Task An_event_is_taken_of_an_allowed_account_and_region_and_of_CloudWatch()
    {
        var sent = Samples.Json("eventbridge-single-metric.json");
        var taken = Assert.IsType<SqsVerdict.Take>(await reader.Judge.Judge(sent.ToJsonString(), Cancel));
        Assert.Equal((AlarmReader.EventBridge, "ServerCpuTooHigh"), (taken.Kind, Assert.IsType<AlarmReading.Notice>(taken.Reading).Alarm.AlarmName));
        Assert.Equal("account", await Code(With(sent, "account", "999999999999")));
        Assert.Equal("region", await Code(With(sent, "region", "eu-south-1")));
        Assert.Equal("not-an-alarm", await Code(With(sent, "source", "aws.health")));
        Assert.Equal("not-an-alarm", await Code(With(sent, "detail", new JsonObject())));

        var changed = Assert.IsType<SqsVerdict.Take>(await reader.Judge.Judge(With(sent, "detail-type", "CloudWatch Alarm Configuration Change"), Cancel));
        Assert.IsType<AlarmReading.NotAnAlarm>(changed.Reading);
    }

    [Fact]
    public async Task A_topic_that_asks_is_confirmed_only_with_a_signature_that_was_looked_at()
    {
        var asked = reader.Authority.Sign(Alarms.Sns.Confirmation());
        Assert.NotNull(Assert.IsType<SqsVerdict.Take>(await reader.Judge.Judge(asked, Cancel)).Confirm);
        var unknown = JsonNode.Parse(asked)!.AsObject();
        unknown["SigningCertURL"] = "https://sns.us-east-1.amazonaws.com/other.pem";
        Assert.IsType<SqsVerdict.Leave>(await reader.Judge.Judge(unknown.ToJsonString(), Cancel));
    }

    [Fact]
    public async Task A_confirmation_that_fails_stays_in_the_queue()
    {
        await using var stub = await SqsStub.Start(Cancel);
        stub.Send(reader.Authority.Sign(Alarms.Sns.Confirmation()));
        reader.ConfirmationFails = true;
        await reader.Loop(stub).Round(10, TimeSpan.FromSeconds(1), Cancel);
        Assert.Equal((1, 1, 0), (stub.Left, reader.Confirmed.Count, reader.Inbox.Entries.Count));
        reader.ConfirmationFails = false;
        stub.Expire();
        await reader.Loop(stub).Round(10, TimeSpan.FromSeconds(1), Cancel);
        Assert.Equal((0, 2), (stub.Left, reader.Confirmed.Count));
    }

    private static string With(JsonObject sent, string member, JsonNode value)
    {
        var copy = sent.DeepClone().AsObject();
        copy[member] = value;
        return copy.ToJsonString();
    }

    private async Task<string> Code(string body) => Assert.IsType<SqsVerdict.Park>(await reader.Judge.Judge(body, Cancel)).Code;
}
