using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Aws;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings.Aws;

/// <summary>CloudWatch alarms: the states by one DescribeAlarms a region and round (for each 100), changes of state by DescribeAlarmHistory.</summary>
internal sealed class AlarmReading(AwsClient aws, TimeProvider clock) : IReadingBatch
{
    /// <summary>The most names that one request may hold, by the API.</summary>
    private const int MostNames = 100;

    public bool Reads(ReadingSource source) => source is ReadingSource.Alarm;

    public async Task<IReadOnlyList<Sample>> Take(IReadOnlyList<ReadingSource> sources, CancellationToken cancel)
    {
        var alarms = sources.Cast<ReadingSource.Alarm>().ToList();
        var states = alarms.Where(a => a.Gives == AlarmGives.State).GroupBy(a => a.Region)
            .ToDictionary(g => g.Key, g => States(g.Key, [.. g.Select(a => a.Name).Distinct()], cancel));
        return await Task.WhenAll(alarms.Select(async alarm =>
            alarm.Gives == AlarmGives.Changes ? await Changes(alarm, cancel)
            : (await states[alarm.Region]).TryGetValue(alarm.Name, out var sample) ? sample
            : Sample.Unknown($"there is no alarm {alarm.Name} in {alarm.Region}")));
    }

    private async Task<Dictionary<string, Sample>> States(string region, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var chunks = await Task.WhenAll(names.Chunk(MostNames).Select(async chunk =>
        {
            var request = new JsonObject
            {
                ["AlarmNames"] = Texts(chunk),
                ["AlarmTypes"] = Texts("MetricAlarm", "CompositeAlarm"),
                ["MaxRecords"] = MostNames,
            };
            var (pages, trouble) = await aws.Pages(AwsApi.Monitoring, region, "DescribeAlarms", request, cancel);
            return trouble is not null
                ? chunk.Select(name => (Name: name, Sample: Sample.Unknown(trouble.Problem!)))
                : pages.SelectMany(p => p.Items("MetricAlarms").Concat(p.Items("CompositeAlarms"))).Select(a => (Name: a.Text("AlarmName") ?? "", Sample: State(a)));
        }));
        var states = new Dictionary<string, Sample>(StringComparer.Ordinal);
        foreach (var (name, sample) in chunks.SelectMany(c => c))
        {
            states[name] = sample;
        }

        return states;
    }

    /// <summary>The state is the alarm's word of now, whenever it last changed.</summary>
    private Sample State(JsonElement alarm) =>
        alarm.At("StateUpdatedTimestamp") is { } updated && (updated.Time() is not { } at || at > clock.GetUtcNow() + Workflow.Decisions.Reading.ClockSkew)
            ? Sample.Unknown("the alarm's state is dated in the future, or not at all")
            : alarm.Text("EvaluationState") is { } evaluation
                ? Sample.Unknown(evaluation == "PARTIAL_DATA" ? "the alarm judges by a part of the data only" : "CloudWatch cannot evaluate the alarm")
                : alarm.Text("StateValue") switch
                {
                    "ALARM" => Sample.Of(1),
                    "OK" => Sample.Of(0),
                    "INSUFFICIENT_DATA" => Sample.Unknown("the alarm has insufficient data"),
                    _ => Sample.Unknown("the alarm is in no state that is known here"),
                };

    private async Task<Sample> Changes(ReadingSource.Alarm alarm, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var request = new JsonObject
        {
            ["AlarmName"] = alarm.Name,
            ["AlarmTypes"] = Texts("MetricAlarm", "CompositeAlarm"),
            ["HistoryItemType"] = "StateUpdate",
            ["StartDate"] = (now - alarm.Within).ToUnixTimeSeconds(),
            ["EndDate"] = now.ToUnixTimeSeconds(),
            ["MaxRecords"] = MostNames,
        };
        var (pages, trouble) = await aws.Pages(AwsApi.Monitoring, alarm.Region, "DescribeAlarmHistory", request, cancel);
        return trouble is not null ? Sample.Unknown(trouble.Problem!)
            : new Sample(pages.SelectMany(p => p.Items("AlarmHistoryItems")).Count(i => IsChange(i, alarm, now)), now, null);
    }

    /// <summary>What was asked for is looked at again: an emulator, or an older endpoint, may ignore it.</summary>
    private static bool IsChange(JsonElement item, ReadingSource.Alarm alarm, DateTimeOffset now) =>
        item.Text("HistoryItemType") == "StateUpdate" && item.Text("AlarmName") == alarm.Name
        && item.At("Timestamp")?.Time() is { } at && at >= now - alarm.Within && at <= now;

    private static JsonArray Texts(params IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
