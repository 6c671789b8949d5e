using IncidentBot.Bot.Tests.Store;
using IncidentBot.Readings;
using IncidentBot.Readings.Aws;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings.Aws;

public sealed class QuotaReadingTests : IAsyncLifetime
{
    private const string Usage = """
        "UsageMetric":{"MetricNamespace":"AWS/Usage","MetricName":"ResourceCount","MetricDimensions":{"Service":"EC2","Class":"Standard/OnDemand"},"MetricStatisticRecommendation":"Maximum"}
        """;

    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 6, 35, TimeSpan.Zero);

    private readonly ManualTime clock = new(Now);
    private AwsStub stub = null!;
    private QuotaReading reading = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        stub = await AwsStub.Start(Cancel);
        reading = new QuotaReading(stub.Client, clock);
        stub.On("GetServiceQuota", _ => $$$"""{"Quota":{"QuotaCode":"L-1216C47A","Value":640.0,"Unit":"None",{{{Usage}}}}}""");
        stub.On("GetMetricData", _ => SomeAws.Json($$"""{"MetricDataResults":[{"Id":"m0","StatusCode":"Complete","Timestamps":[{{Now.AddMinutes(-6).ToUnixTimeSeconds()}}],"Values":[160.0]}]}"""));
    }

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    [Fact]
    public async Task The_limit_what_is_used_and_their_share_come_with_their_own_ages()
    {
        Assert.Equal((640m, Now), Of(await Take(QuotaGives.Limit)));
        Assert.Equal((160m, Now.AddMinutes(-6)), Of(await Take(QuotaGives.Used)));
        Assert.Equal((0.25m, Now.AddMinutes(-6)), Of(await Take(QuotaGives.Share)));
        var query = stub.Calls("GetMetricData")[0].Body.GetProperty("MetricDataQueries")[0].GetProperty("MetricStat");
        Assert.Equal(("AWS/Usage", "Maximum", 2), (query.GetProperty("Metric").GetProperty("Namespace").GetString(), query.GetProperty("Stat").GetString(),
            query.GetProperty("Metric").GetProperty("Dimensions").GetArrayLength()));
    }

    [Fact]
    public async Task Within_a_minute_a_limit_is_not_asked_for_again_and_keeps_its_age()
    {
        _ = await Take(QuotaGives.Limit);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((640m, Now), Of(await Take(QuotaGives.Limit)));
        Assert.Single(stub.Calls("GetServiceQuota"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((640m, Now.AddMinutes(1)), Of(await Take(QuotaGives.Limit)));
    }

    [Fact]
    public async Task Where_no_limit_was_applied_the_default_counts()
    {
        stub.Lies("GetServiceQuota", 400, """{"__type":"NoSuchResourceException"}""");
        stub.On("GetAWSDefaultServiceQuota", _ => """{"Quota":{"Value":5.0}}""");
        Assert.Equal(5, (await Take(QuotaGives.Limit)).Value);
        Assert.Contains("measures no usage", (await Take(QuotaGives.Used)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"__type":"NoSuchResourceException"}""", "there is no quota L-F678F1CE of vpc in eu-west-1")]
    [InlineData(400, """{"__type":"TooManyRequestsException"}""", "throttles")]
    [InlineData(200, """{"Quota":{"Value":"NaN"}}""", "no number")]
    [InlineData(200, """{"Quota":{"ErrorReason":{"ErrorCode":"DEPENDENCY_THROTTLING_ERROR"}}}""", "DEPENDENCY_THROTTLING_ERROR")]
    [InlineData(200, "{}", "gives no quota")]
    public async Task What_is_no_limit_is_unknown_and_is_asked_for_again(int status, string body, string reason)
    {
        stub.Lies("GetServiceQuota", status, body);
        stub.Lies("GetAWSDefaultServiceQuota", 400, """{"__type":"NoSuchResourceException"}""");
        Assert.Contains(reason, (await Take(QuotaGives.Limit)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_of_no_limit_is_unknown()
    {
        stub.On("GetServiceQuota", _ => $$$"""{"Quota":{"Value":0.0,{{{Usage}}}}}""");
        Assert.Contains("no limit above 0", (await Take(QuotaGives.Share)).Problem, StringComparison.Ordinal);
    }

    private static (decimal?, DateTimeOffset?) Of(Sample sample)
    {
        Assert.Null(sample.Problem);
        return (sample.Value, sample.SampledAt);
    }

    private Task<Sample> Take(QuotaGives gives) => reading.Take(SomeAws.Quota(gives), Cancel);
}
