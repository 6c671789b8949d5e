using IncidentBot.Alarms;
using IncidentBot.Store;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

public sealed class AlarmOptionsTests
{
    [Fact]
    public void The_defaults_let_nothing_in_and_are_valid()
    {
        var options = new AlarmOptions();

        Assert.Empty(options.Accounts);
        Assert.Empty(options.Regions);
        Assert.Empty(options.Sns.TopicArns);
        Assert.Empty(options.Rules);
        Assert.False(options.Sns.AllowSignatureVersion1);
        Assert.False(options.EventBridge.Enabled);
        Assert.True(new AlarmOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public void All_faults_are_reported_together()
    {
        var options = Sns.Options(topics: ["arn:aws:sqs:us-east-1:123456789012:q", "arn:aws:sns:eu-west-1:123456789012:t", "arn:aws:sns:us-east-1:210987654321:t"],
            accounts: ["123456789012", "1234"], regions: ["us-east-1", "US East"]);
        options.Rules.Add(new AlarmRuleOptions { Service = "shop" });

        Assert.Equal(
            [
                "Alarms:Accounts must hold 12 digits each, found \"1234\"",
                "Alarms:Regions must hold codes such as eu-west-1, found \"US East\"",
                "Alarms:Sns:TopicArns must hold ARNs such as arn:aws:sns:eu-west-1:123456789012:alarms, found \"arn:aws:sqs:us-east-1:123456789012:q\"",
                "Alarms:Sns:TopicArns: the region of \"arn:aws:sns:eu-west-1:123456789012:t\" must be in Alarms:Regions, which it is not",
                "Alarms:Sns:TopicArns: the account of \"arn:aws:sns:us-east-1:210987654321:t\" must be in Alarms:Accounts, which it is not",
                "Alarms:Rules:0:Severity must be one of sev1, sev2, sev3, sev4, found nothing",
            ],
            new AlarmOptionsValidator().Validate(null, options).Failures);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret-secret-secret-secret-123")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("k9f3 0b7a 52d1 8c6e 4f1d 7a90 b3c2 with blanks")]
    public void A_weak_key_is_a_fault_that_does_not_show_it(string? key)
    {
        var options = Sns.Options();
        options.EventBridge.Enabled = true;
        options.EventBridge.Key = key;

        var failure = Assert.Single(new AlarmOptionsValidator().Validate(null, options).Failures!);

        Assert.StartsWith("Alarms:EventBridge:Key must be", failure, StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(key) || !failure.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_or_a_misspelt_setting_stops_the_start()
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() => AlarmServer.Start(("Alarms:EventBridge:Key", "short")));
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(() => AlarmServer.Start(("Alarms:Sns:TopicArn", Sns.Topic)));
        Assert.Contains("TopicArn", unknown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => AlarmServer.Start(("Alarms:Sns:SigningCertificates", "demo")));
    }

    [Fact]
    public void The_reader_knows_its_two_kinds_and_no_other()
    {
        Assert.IsType<AlarmReading.NotAnAlarm>(AlarmReader.Read(Entry("sns", "no JSON")));
        Assert.IsType<AlarmReading.NotAnAlarm>(AlarmReader.Read(Entry("eventbridge", "no JSON")));
        Assert.IsType<AlarmReading.Notice>(AlarmReader.Read(Entry("sns", Samples.Json("sns-http-null-description.json").ToJsonString())));
        Assert.Throws<ArgumentException>(() => AlarmReader.Read(Entry("slack", "{}")));
    }

    private static InboxEntry Entry(string kind, string payload) => new(1, kind, "key", payload, Sns.Now, 0, null);
}
