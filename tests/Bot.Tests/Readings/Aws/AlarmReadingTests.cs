using IncidentBot.Bot.Tests.Store;
using IncidentBot.Readings;
using IncidentBot.Readings.Aws;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings.Aws;

public sealed class AlarmReadingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 6, 35, TimeSpan.Zero);

    private AwsStub stub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => stub = await AwsStub.Start(Cancel);

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    [Fact]
    public async Task States_come_from_all_pages_in_one_sequence_for_each_hundred_names()
    {
        stub.On("DescribeAlarms", body => body.TryGetProperty("NextToken", out _)
            ? """{"MetricAlarms":[],"CompositeAlarms":[{"AlarmName":"whole","StateValue":"ALARM"}]}"""
            : """{"MetricAlarms":[{"AlarmName":"part","StateValue":"OK"}],"CompositeAlarms":[],"NextToken":"1"}""");
        var samples = await Take(SomeAws.Alarm("part"), SomeAws.Alarm("whole"), SomeAws.Alarm("absent"));
        Assert.Equal([0m, 1m, null], samples.Select(s => s.Value));
        Assert.Contains("no alarm absent in eu-west-1", samples[2].Problem, StringComparison.Ordinal);
        Assert.Equal(2, stub.Calls("DescribeAlarms").Count);

        _ = await Take([.. Enumerable.Range(0, 101).Select(i => SomeAws.Alarm($"a{i}"))]);
        Assert.Equal([1, 1, 100, 100], stub.Calls("DescribeAlarms").Skip(2).Select(c => c.Body.GetProperty("AlarmNames").GetArrayLength()).Order());
    }

    [Theory]
    [InlineData("\"StateValue\":\"INSUFFICIENT_DATA\"", "insufficient data")]
    [InlineData("\"StateValue\":\"OK\",\"EvaluationState\":\"PARTIAL_DATA\"", "a part of the data")]
    [InlineData("\"StateValue\":\"OK\",\"EvaluationState\":\"EVALUATION_ERROR\"", "cannot evaluate")]
    [InlineData("\"StateValue\":\"OK\",\"StateUpdatedTimestamp\":4102444800", "dated in the future")]
    [InlineData("\"AlarmDescription\":\"x\"", "no state that is known")]
    public async Task What_is_no_clear_state_is_unknown(string state, string reason)
    {
        stub.On("DescribeAlarms", _ => $$"""{"MetricAlarms":[{"AlarmName":"a",{{state}}}]}""");
        var sample = (await Take(SomeAws.Alarm("a")))[0];
        Assert.Null(sample.Value);
        Assert.Contains(reason, sample.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_of_state_are_counted_over_all_pages_and_within_the_span_only()
    {
        stub.On("DescribeAlarmHistory", body => body.TryGetProperty("NextToken", out _)
            ? History(Item(-50, "a"), Item(-7200, "a"), Item(-60, "other"))
            : History(Item(-10, "a"), Item(-20, "a"), Item(-30, "a", "Action")).Replace("]}", "],\"NextToken\":\"1\"}", StringComparison.Ordinal));
        var sample = (await Take(SomeAws.Alarm("a", TimeSpan.FromHours(1))))[0];
        Assert.Equal((3m, Now), (sample.Value, sample.SampledAt));
        var asked = stub.Calls("DescribeAlarmHistory")[0].Body;
        Assert.Equal(Now.AddHours(-1).ToUnixTimeSeconds(), asked.GetProperty("StartDate").GetInt64());
    }

    [Fact]
    public async Task A_history_that_cannot_be_had_is_unknown_and_spoils_no_state()
    {
        stub.On("DescribeAlarms", _ => """{"MetricAlarms":[{"AlarmName":"a","StateValue":"ALARM"}]}""");
        stub.Lies("DescribeAlarmHistory", 500, "<html>");
        var samples = await Take(SomeAws.Alarm("a"), SomeAws.Alarm("a", TimeSpan.FromHours(1)));
        Assert.Equal(1, samples[0].Value);
        Assert.Contains("with 500", samples[1].Problem, StringComparison.Ordinal);
    }

    private static string History(params string[] items) => $$"""{"AlarmHistoryItems":[{{string.Join(',', items)}}]}""";

    private static string Item(int seconds, string alarm, string type = "StateUpdate") => SomeAws.Json(
        $$"""{"AlarmName":"{{alarm}}","AlarmType":"MetricAlarm","Timestamp":{{Now.AddSeconds(seconds).ToUnixTimeSeconds()}}.25,"HistoryItemType":"{{type}}","HistorySummary":"Alarm updated from OK to ALARM"}""");

    private Task<IReadOnlyList<Sample>> Take(params ReadingSource[] alarms) => new AlarmReading(stub.Client, new ManualTime(Now)).Take(alarms, Cancel);
}
