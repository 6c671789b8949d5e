using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Readings;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings;

/// <summary>Whatever a source does, its reading is unknown with the reason, and no other reading suffers.</summary>
public sealed class SourceFaultTests : IAsyncLifetime
{
    private Outside outside = null!;

    private static string Now => DateTimeOffset.UtcNow.ToString("O");

    public async ValueTask InitializeAsync() => outside = await Outside.Start(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await outside.DisposeAsync();

    [Theory]
    [InlineData("""{"value":NaN,"sampledAt":"@"}""", "not JSON")]
    [InlineData("<html>", "not JSON")]
    [InlineData("", "not JSON")]
    [InlineData("""{"sampledAt":"@"}""", "no number at /value")]
    [InlineData("""{"value":null,"sampledAt":"@"}""", "no number at /value")]
    [InlineData("""{"value":"1","sampledAt":"@"}""", "no number at /value")]
    [InlineData("""{"value":1e300,"sampledAt":"@"}""", "no number at /value")]
    [InlineData("""[1,2]""", "no number at /value")]
    [InlineData("""{"value":1}""", "no time at /sampledAt")]
    [InlineData("""{"value":1,"sampledAt":5}""", "no time at /sampledAt")]
    [InlineData("""{"value":1,"sampledAt":"yesterday"}""", "no time at /sampledAt")]
    [InlineData("""{"value":1,"sampledAt":"03/04/2026 02:06"}""", "no time at /sampledAt")]
    [InlineData("""{"value":1,"sampledAt":"2999-01-01T00:00:00Z"}""", "lies in the future")]
    [InlineData("""{"value":1,"sampledAt":"9999-12-31T23:59:59-14:00"}""", "no time at /sampledAt")]
    public async Task What_a_source_says_wrongly_is_unknown_with_the_reason(string body, string reason)
    {
        outside.On("readings/x", Outside.Says(200, body: body.Replace("@", Now, StringComparison.Ordinal)));
        await IsUnknown(ReadingUnit.Count, reason);
    }

    [Theory]
    [InlineData(ReadingUnit.Seconds, "-1", "negative")]
    [InlineData(ReadingUnit.Count, "-0.5", "negative")]
    [InlineData(ReadingUnit.PerSecond, "-1", "negative")]
    [InlineData(ReadingUnit.Share, "1.0001", "above 1")]
    [InlineData(ReadingUnit.Share, "-0.1", "negative")]
    [InlineData(ReadingUnit.Boolean, "2", "neither 0 nor 1")]
    [InlineData(ReadingUnit.Boolean, "0.5", "neither 0 nor 1")]
    public async Task A_value_that_its_unit_cannot_have_is_unknown(ReadingUnit unit, string value, string reason)
    {
        outside.On("readings/x", Outside.Says(200, body: $$"""{"value":{{value}},"sampledAt":"{{Now}}"}"""));
        await IsUnknown(unit, reason);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task An_answer_that_is_no_success_is_unknown(int status)
    {
        outside.On("readings/x", (http, apply) =>
        {
            http.Response.Headers.Location = outside.Url("readings/elsewhere");
            return Outside.Says(status, body: $$"""{"value":1,"sampledAt":"{{Now}}"}""")(http, apply);
        });
        await IsUnknown(ReadingUnit.Count, $"answered {status}");
        Assert.Empty(outside.Calls("readings/elsewhere"));
    }

    [Fact]
    public async Task A_source_that_hangs_is_unknown_when_its_time_is_over()
    {
        outside.On("readings/x", Outside.Hangs(applied: false));
        await IsUnknown(ReadingUnit.Count, "did not answer within", TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task A_source_that_hangs_up_or_does_not_listen_is_unknown()
    {
        outside.On("readings/x", Outside.Breaks(applied: false));
        await IsUnknown(ReadingUnit.Count, "cannot be reached");
        Assert.Contains("cannot be reached", (await Take($"http://127.0.0.1:{FreePort.Closed()}/", ReadingUnit.Count)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_mebibytes_are_not_read(bool lengthIsTold)
    {
        var body = $$"""{"value":1,"sampledAt":"{{Now}}","rest":"{{new string('x', 2 * 1024 * 1024)}}"}""";
        outside.On("readings/x", (http, apply) =>
        {
            http.Response.ContentLength = lengthIsTold ? body.Length : null;
            return Outside.Says(200, body: body)(http, apply);
        });
        await IsUnknown(ReadingUnit.Count, "larger than 1 MiB");
    }

    [Fact]
    public async Task A_good_source_is_read_with_its_own_time()
    {
        var at = DateTimeOffset.UtcNow - TimeSpan.FromSeconds(3);
        outside.On("readings/x", Outside.Says(200, body: $$"""{"value":0.25,"sampledAt":"{{at:O}}"}"""));
        var reading = await Take(outside.Url("readings/x"), ReadingUnit.Share);
        Assert.Equal((0.25m, null, at), (reading.Value, reading.Problem, reading.SampledAt));
    }

    [Fact]
    public async Task A_time_without_an_offset_is_utc()
    {
        outside.On("readings/x", Outside.Says(200, body: """{"value":1,"sampledAt":"2026-03-14T02:06:00"}"""));
        Assert.Equal(new DateTimeOffset(2026, 3, 14, 2, 6, 0, TimeSpan.Zero), (await Take(outside.Url("readings/x"), ReadingUnit.Count)).SampledAt);
    }

    [Fact]
    public async Task A_source_that_is_a_little_ahead_was_sampled_now_and_not_later()
    {
        outside.On("readings/x", (http, apply) => Outside.Says(200, body: $$"""{"value":1,"sampledAt":"{{DateTimeOffset.UtcNow.AddSeconds(1):O}}"}""")(http, apply));
        var reading = await Take(outside.Url("readings/x"), ReadingUnit.Count);
        Assert.Null(reading.Problem);
        Assert.True(reading.SampledAt <= DateTimeOffset.UtcNow);
    }

    private async Task IsUnknown(ReadingUnit unit, string reason, TimeSpan? timeout = null)
    {
        var reading = await Take(outside.Url("readings/x"), unit, timeout);
        Assert.Null(reading.Value);
        Assert.Contains(reason, reading.Problem, StringComparison.Ordinal);
        Assert.True(reading.SampledAt <= DateTimeOffset.UtcNow);
    }

    private static async Task<Reading> Take(string url, ReadingUnit unit, TimeSpan? timeout = null)
    {
        var plan = ReadingPlan.Of(ReadingPlan.Http("x", url, unit, timeout ?? TimeSpan.FromSeconds(60)));
        var collector = new ReadingCollector([new HttpReading(HttpReading.Client())], [], TimeProvider.System, NullLogger<ReadingCollector>.Instance);
        return (await collector.Collect(plan, null, [], TestContext.Current.CancellationToken)).Readings.Single();
    }
}
