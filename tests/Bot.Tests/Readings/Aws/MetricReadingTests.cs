using IncidentBot.Bot.Tests.Store;
using IncidentBot.Readings;
using IncidentBot.Readings.Aws;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings.Aws;

public sealed class MetricReadingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 6, 35, TimeSpan.Zero);

    private AwsStub stub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => stub = await AwsStub.Start(Cancel);

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    [Fact]
    public async Task Forty_metric_readings_of_a_round_are_one_request_and_501_are_two()
    {
        stub.On("GetMetricData", body => $$"""{"MetricDataResults":[{{string.Join(',', body.GetProperty("MetricDataQueries").EnumerateArray().Select(q =>
            SomeAws.Json($$"""{"Id":"{{q.GetProperty("Id").GetString()}}","StatusCode":"Complete","Timestamps":[{{Now.AddSeconds(-40).ToUnixTimeSeconds()}}],"Values":[{{q.GetProperty("MetricStat").GetProperty("Metric").GetProperty("MetricName").GetString()![1..]}}]}""")))}}]}""");
        var plan = ReadingPlan.Of([.. Enumerable.Range(0, 40).Select(i => ReadingPlan.From($"r{i}", SomeAws.Metric($"M{i}")))]);
        var collector = new ReadingCollector([], [new MetricReading(stub.Client, new ManualTime(Now))], new ManualTime(Now), NullLogger<ReadingCollector>.Instance);
        var readings = (await collector.Collect(plan, null, [], Cancel)).Readings;
        Assert.All(readings, r => Assert.Equal((decimal.Parse(r.Id[1..]), null, Now.AddSeconds(-40)), (r.Value, r.Problem, r.SampledAt)));
        Assert.Equal(40, readings.Count);
        var call = Assert.Single(stub.Calls("GetMetricData"));
        Assert.Contains("AKIDEXAMPLE/", call.Authorization, StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/monitoring/aws4_request", call.Authorization, StringComparison.Ordinal);
        Assert.Contains("x-amz-target", call.Authorization, StringComparison.Ordinal);

        var samples = await Take([.. Enumerable.Range(0, 501).Select(i => SomeAws.Metric($"M{i}"))]);
        Assert.Equal(Enumerable.Range(0, 501).Select(i => (decimal?)i), samples.Select(s => s.Value));
        Assert.Equal([1, 500], stub.Calls("GetMetricData").Skip(1).Select(c => c.Body.GetProperty("MetricDataQueries").GetArrayLength()).Order());
    }

    [Fact]
    public async Task Values_on_several_pages_belong_together_and_the_newest_counts()
    {
        stub.On("GetMetricData", body => body.TryGetProperty("NextToken", out var token)
            ? token.GetString() == "b"
                ? Result("Complete", $"[{At(-60)},{At(-180)}]", "[2,9]")
                : """{"MetricDataResults":[],"NextToken":"b"}"""
            : Result("PartialData", $"[{At(-120)}]", "[7]", "a"));
        var sample = (await Take(SomeAws.Metric()))[0];
        Assert.Equal((2m, Now.AddSeconds(-60), null), (sample.Value, sample.SampledAt, sample.Problem));
    }

    [Fact]
    public async Task Pages_without_end_are_unknown()
    {
        stub.On("GetMetricData", _ => Result("PartialData", $"[{At(-60)}]", "[2]", "again"));
        Assert.Contains("has no end", (await Take(SomeAws.Metric()))[0].Problem, StringComparison.Ordinal);
        Assert.Equal(2, stub.Calls("GetMetricData").Count);
    }

    [Theory]
    [InlineData("PartialData", "[@]", "[2]", "PartialData")]
    [InlineData("InternalError", "[@]", "[2]", "InternalError")]
    [InlineData("Forbidden", "[]", "[]", "may not read")]
    [InlineData("Excellent", "[@]", "[2]", "does not say that the data are complete")]
    [InlineData("Complete", "[]", "[]", "no data point")]
    [InlineData("Complete", "[@]", "[]", "do not belong together")]
    [InlineData("Complete", "[1e300]", "[2]", "do not belong together")]
    [InlineData("Complete", "[\"now\"]", "[2]", "do not belong together")]
    [InlineData("Complete", "[@]", "[\"NaN\"]", "no number")]
    [InlineData("Complete", "[@]", "[\"Infinity\"]", "no number")]
    [InlineData("Complete", "[@]", "[1e300]", "no number")]
    [InlineData("Complete", "[@]", "[null]", "no number")]
    public async Task What_is_not_complete_or_makes_no_sense_is_unknown(string status, string times, string values, string reason)
    {
        stub.Lies("GetMetricData", 200, Result(status, times.Replace("@", At(-60), StringComparison.Ordinal), values));
        var sample = (await Take(SomeAws.Metric()))[0];
        Assert.Null(sample.Value);
        Assert.Contains(reason, sample.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"__type":"com.amazon.coral.availability#ThrottlingException","message":"Rate exceeded"}""", "throttles monitoring:GetMetricData")]
    [InlineData(429, "busy", "throttles")]
    [InlineData(400, """{"__type":"ExpiredTokenException","message":"x"}""", "credentials have expired")]
    [InlineData(403, """{"__type":"InvalidClientTokenId"}""", "does not accept the credentials")]
    [InlineData(403, """{"__type":"AccessDeniedException","Message":"arn:aws:iam::123456789012:role/secret"}""", "may not call monitoring:GetMetricData (AccessDeniedException)")]
    [InlineData(500, "<html>", "with 500")]
    [InlineData(500, """{"__type":"Internal<script>Failure"}""", "with 500")]
    [InlineData(302, "", "with 302")]
    [InlineData(200, "", "not JSON")]
    [InlineData(200, "[1]", "no JSON object")]
    [InlineData(200, "{}", "gives nothing")]
    public async Task A_refusal_is_unknown_with_its_code_and_without_its_message(int status, string body, string reason)
    {
        stub.Lies("GetMetricData", status, body);
        var problem = (await Take(SomeAws.Metric()))[0].Problem;
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("<", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_without_end_is_not_read()
    {
        stub.Lies("GetMetricData", 200, new string(' ', 17 * 1024 * 1024) + "{}");
        Assert.Contains("larger than 16 MiB", (await Take(SomeAws.Metric()))[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sum_of_a_period_that_still_runs_is_not_taken_and_an_average_is()
    {
        stub.On("GetMetricData", _ => Result("Complete", $"[{At(-35)},{At(-95)}]", "[3,120]"));
        Assert.Equal(3, (await Take(SomeAws.Metric()))[0].Value);
        Assert.Equal(120, (await Take(SomeAws.Metric(statistic: "Sum")))[0].Value);
        Assert.Equal(2, (await Take(SomeAws.Metric(statistic: "Sum", perSecond: true)))[0].Value);
        Assert.Equal(0.003m, (await Take(SomeAws.Metric(scale: 0.001m)))[0].Value);
    }

    [Fact]
    public async Task A_sum_in_buckets_is_the_write_rate_of_a_plan_in_the_metrics_own_period()
    {
        stub.On("GetMetricData", _ => Result("Complete",
            $"[{string.Join(',', Enumerable.Range(2, 90).Select(i => At(-35 - (60 * i))))}]", $"[{string.Join(',', Enumerable.Range(2, 90).Select(i => 60 * i))}]"));
        var plan = ReadingPlan.Of(ReadingPlan.From("writes", SomeAws.Metric("Writes", "Sum", buckets: true, perSecond: true), ReadingUnit.PerSecond));
        var collector = new ReadingCollector([], [new MetricReading(stub.Client, new ManualTime(Now))], new ManualTime(Now), NullLogger<ReadingCollector>.Instance);
        var taken = await collector.Collect(plan, Now.AddSeconds(-35 - (60 * 10)), [], Cancel);
        Assert.Equal((60, 10m), (taken.WriteRate!.Buckets, taken.WriteRate.MaxSince));
        Assert.Equal(2, taken.Readings.Single().Value);
    }

    private static string At(int seconds) => SomeAws.Json($"{Now.AddSeconds(seconds).ToUnixTimeSeconds()}");

    private static string Result(string status, string times, string values, string? token = null) => SomeAws.Json(
        $$"""{"MetricDataResults":[{"Id":"m0","Label":"x","StatusCode":"{{status}}","Timestamps":{{times}},"Values":{{values}}}]{{(token is null ? "" : $",\"NextToken\":\"{token}\"")}}}""");

    private Task<IReadOnlyList<Sample>> Take(params ReadingSource[] metrics) => new MetricReading(stub.Client, new ManualTime(Now)).Take(metrics, Cancel);
}
