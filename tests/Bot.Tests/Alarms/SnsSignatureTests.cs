using IncidentBot.Alarms.Parsing;
using IncidentBot.Alarms.Sns;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

public sealed class SnsSignatureTests
{
    public static TheoryData<string, string> SamplesAndVersions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Samples.SnsFiles())
            {
                data.Add(file, "1");
                data.Add(file, "2");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SamplesAndVersions))]
    public async Task A_sample_that_is_signed_again_is_genuine(string file, string version)
    {
        var envelope = Samples.Json(file);
        var topic = (string)envelope["TopicArn"]!;
        var arn = Arn.Read(topic)!;
        var clock = new FixedClock(AlarmTime.Read((string)envelope["Timestamp"]!)!.Value.AddMinutes(1));
        using var authority = TestKeys.Authority(clock);
        var verifier = Sns.Verifier(
            Sns.Options(version1: true, [topic], [arn.Account], [arn.Region]), authority.Certificates, clock);

        var verdict = await verifier.Verify(authority.Sign(envelope, version), TestContext.Current.CancellationToken);

        var genuine = Assert.IsType<SnsVerdict.Genuine>(verdict);
        Assert.Equal(file == "sns-http-subscription-confirmation.json", genuine.Confirm is not null);
    }

    [Fact]
    public async Task A_published_signature_is_refused_since_its_certificate_is_gone()
    {
        var envelope = Samples.Json("sns-http-null-description.json");
        var topic = (string)envelope["TopicArn"]!;
        var clock = new FixedClock(AlarmTime.Read((string)envelope["Timestamp"]!)!.Value);
        using var authority = TestKeys.Authority(clock);
        var verifier = Sns.Verifier(
            Sns.Options(version1: true, [topic], ["257706363616"], ["ap-northeast-2"]), authority.Certificates, clock);

        Assert.IsType<SnsVerdict.Undecided>(await verifier.Verify(envelope.ToJsonString(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_signed_text_is_names_and_values_in_byte_order()
    {
        var envelope = Sns.Confirmation();
        foreach (var unsigned in new[] { "SignatureVersion", "Signature", "SigningCertURL" })
        {
            envelope[unsigned] = "";
        }

        var opened = SnsEnvelope.Open(JsonText.Parse(envelope.ToJsonString())).Envelope!;

        Assert.Equal(
            $"""
            Message
            You have chosen to subscribe to the topic.
            To confirm, visit the SubscribeURL.
            MessageId
            165545c9-2a5c-472c-8df2-7ff2be2b3b1b
            SubscribeURL
            {envelope["SubscribeURL"]}
            Timestamp
            2026-03-01T12:00:00.000Z
            Token
            2336412f37fb687f
            TopicArn
            {Sns.Topic}
            Type
            SubscriptionConfirmation

            """,
            System.Text.Encoding.UTF8.GetString(SnsSignature.TextToSign(opened)));
    }

    [Theory]
    [InlineData(-119, null)]
    [InlineData(-121, "old")]
    [InlineData(14, null)]
    [InlineData(16, "future")]
    public async Task A_message_holds_for_two_hours_and_fifteen_minutes_of_clock_error(int minutes, string? code)
    {
        var clock = new FixedClock(Sns.Now);
        using var authority = TestKeys.Authority(clock);
        var envelope = Sns.Notification();
        envelope["Timestamp"] = Sns.Time(Sns.Now.AddMinutes(minutes));

        var verdict = await Sns.Verifier(Sns.Options(), authority.Certificates, clock)
            .Verify(authority.Sign(envelope), TestContext.Current.CancellationToken);

        Assert.Equal(code, (verdict as SnsVerdict.Refused)?.Code);
        Assert.Equal(code is null, verdict is SnsVerdict.Genuine);
    }
}
