using System.Text.Json;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Bot.Tests.Alarms;
using Xunit;

namespace IncidentBot.Acceptance.CommandLine;

public sealed class AlarmInspectTests : IDisposable
{
    private static readonly string[] Members =
        ["alarmName", "alarmArn", "accountId", "region", "oldState", "newState", "stateChangedAt", "reason", "description", "kind", "children"];

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_sample_is_read_as_the_table_says()
    {
        var expected = Samples.Expected();
        Assert.Equal(Samples.Files(), expected.Select(e => e.File).Order(StringComparer.Ordinal));
        await Parallel.ForEachAsync(expected, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (sample, _) =>
        {
            var answer = await Incidentbot.Run(folder.Path, "alarm", "inspect", Samples.PathOf(sample.File));
            Assert.True(sample.Exit == answer.Code, $"{sample.File}: {answer.Code}, {answer.Error}");
            if (sample.Exit != 0)
            {
                Assert.Equal("", answer.Output);
                Assert.StartsWith($"{Samples.PathOf(sample.File)}: ", answer.Error, StringComparison.Ordinal);
                return;
            }

            Assert.Equal("", answer.Error);
            var alarm = JsonDocument.Parse(Assert.Single(answer.Output.TrimEnd('\n').Split('\n'))).RootElement;
            Assert.Equal(Members, alarm.EnumerateObject().Select(m => m.Name).Intersect(Members));
            Assert.Equal(sample.Kind, alarm.GetProperty("kind").GetString());
            Assert.Equal(sample.Region, alarm.GetProperty("region").GetString());
        });
    }

    [Theory]
    [InlineData("{\"hello\": 1}")]
    [InlineData("no JSON")]
    [InlineData("")]
    public async Task What_is_no_delivery_ends_with_2(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "file.json"), text, TestContext.Current.CancellationToken);
        var answer = await Incidentbot.Run(folder.Path, "alarm", "inspect", "file.json");
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.StartsWith("file.json: ", answer.Error, StringComparison.Ordinal);
    }
}
