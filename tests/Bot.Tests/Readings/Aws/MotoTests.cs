using System.Text.Json;
using IncidentBot.Aws;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Readings;
using IncidentBot.Readings.Aws;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings.Aws;

/// <summary>Against an emulator that is not ours, with AWS's own client as the witness.</summary>
public sealed class MotoTests(Moto moto) : IClassFixture<Moto>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(SkipUnless = nameof(Moto.Present), SkipType = typeof(Moto), Skip = Moto.Missing)]
    public async Task A_metric_is_what_the_aws_client_reads()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 60 * 60);
        foreach (var (minutes, value) in new[] { (-5, 9.5), (-2, 2.5), (-3, 4) })
        {
            await moto.Aws(Cancel, "cloudwatch", "put-metric-data", "--namespace", "App", "--metric-data",
                SomeAws.Json($$"""[{"MetricName":"Lag","Value":{{value}},"Timestamp":"{{now.AddMinutes(minutes):yyyy-MM-ddTHH:mm:ssZ}}","Dimensions":[{"Name":"Db","Value":"checkout"}]}]"""));
        }

        var sample = await new MetricReading(Client(), new ManualTime(now)).Take([SomeAws.Metric(), SomeAws.Metric("Other")], Cancel);
        var theirs = (await moto.Aws(Cancel, "cloudwatch", "get-metric-data", "--scan-by", "TimestampDescending",
            "--start-time", now.AddMinutes(-10).ToString("O"), "--end-time", now.ToString("O"), "--metric-data-queries",
            """[{"Id":"x","MetricStat":{"Metric":{"Namespace":"App","MetricName":"Lag","Dimensions":[{"Name":"Db","Value":"checkout"}]},"Period":60,"Stat":"Average"}}]"""))!
            .Value.GetProperty("MetricDataResults")[0];
        Assert.Equal((theirs.GetProperty("Values")[0].GetDecimal(), At(theirs.GetProperty("Timestamps")[0])), (sample[0].Value!.Value, sample[0].SampledAt!.Value));
        Assert.Equal(2.5m, sample[0].Value);
        Assert.Contains("no data point", sample[1].Problem, StringComparison.Ordinal);
    }

    [Fact(SkipUnless = nameof(Moto.Present), SkipType = typeof(Moto), Skip = Moto.Missing)]
    public async Task An_alarm_is_in_the_state_that_the_aws_client_sees()
    {
        await moto.Aws(Cancel, "cloudwatch", "put-metric-alarm", "--alarm-name", "checkout-5xx", "--namespace", "App", "--metric-name", "Errors", "--statistic", "Sum",
            "--period", "60", "--evaluation-periods", "1", "--threshold", "1", "--comparison-operator", "GreaterThanThreshold");
        foreach (var (state, value) in new (string, decimal?)[] { ("ALARM", 1), ("OK", 0), ("INSUFFICIENT_DATA", null) })
        {
            await moto.Aws(Cancel, "cloudwatch", "set-alarm-state", "--alarm-name", "checkout-5xx", "--state-value", state, "--state-reason", "test");
            var theirs = (await moto.Aws(Cancel, "cloudwatch", "describe-alarms", "--alarm-names", "checkout-5xx"))!.Value.GetProperty("MetricAlarms")[0];
            var ours = await Alarms(SomeAws.Alarm("checkout-5xx"), SomeAws.Alarm("absent"));
            Assert.Equal(state, theirs.GetProperty("StateValue").GetString());
            Assert.Equal((value, value is null), (ours[0].Value, ours[0].Problem is not null));
            Assert.Contains("no alarm absent", ours[1].Problem, StringComparison.Ordinal);
        }

        // The emulator has no history and answers with a page.
        Assert.Contains("with 500", (await Alarms(SomeAws.Alarm("checkout-5xx", TimeSpan.FromHours(1))))[0].Problem, StringComparison.Ordinal);
    }

    [Fact(SkipUnless = nameof(Moto.Present), SkipType = typeof(Moto), Skip = Moto.Missing)]
    public async Task A_quota_is_what_the_aws_client_reads()
    {
        var theirs = (await moto.Aws(Cancel, "service-quotas", "get-service-quota", "--service-code", "vpc", "--quota-code", "L-F678F1CE"))!.Value.GetProperty("Quota").GetProperty("Value").GetDecimal();
        var reading = new QuotaReading(Client(), TimeProvider.System);
        Assert.Equal(theirs, (await reading.Take(SomeAws.Quota(QuotaGives.Limit), Cancel)).Value);
        Assert.NotNull((await reading.Take(SomeAws.Quota(QuotaGives.Limit, code: "L-00000000"), Cancel)).Problem);
    }

    /// <summary>The client prints times as they came (seconds), or as ISO 8601, by its version and settings.</summary>
    private static DateTimeOffset At(JsonElement time) =>
        time.ValueKind == JsonValueKind.Number ? DateTimeOffset.UnixEpoch.AddSeconds(time.GetDouble()) : time.GetDateTimeOffset();

    private Task<IReadOnlyList<Sample>> Alarms(params ReadingSource[] alarms) => new AlarmReading(Client(), TimeProvider.System).Take(alarms, Cancel);

    private AwsClient Client() => AwsStub.ClientOf(moto.Address);
}
