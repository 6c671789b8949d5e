using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Alarms;
using IncidentBot.Alarms.Parsing;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

public sealed class AlarmParsingTests
{
    [Theory]
    [InlineData("2025-02-02T12:06:35.472+0000", "2025-02-02T12:06:35.4720000+00:00")]
    [InlineData("2025-02-02T12:06:35Z", "2025-02-02T12:06:35.0000000+00:00")]
    [InlineData("2025-02-02T14:06:35.5+02:00", "2025-02-02T12:06:35.5000000+00:00")]
    [InlineData("2023-08-04T12: 36: 15.490+0000", "2023-08-04T12:36:15.4900000+00:00")]
    [InlineData("2025-02-02T12:06:35.123456789Z", "2025-02-02T12:06:35.1234567+00:00")]
    [InlineData("2025-02-02T12:06:35", null)]
    [InlineData("2025-02-30T12:06:35Z", null)]
    [InlineData("2025-02-02T25:06:35Z", null)]
    [InlineData("02/02/2025 12:06:35", null)]
    [InlineData("2025-02-02T12:06:35Z\n", null)]
    [InlineData("0001-01-01T00:00:00+1400", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_time_is_read_in_utc_or_not_at_all(string? text, string? expected) =>
        Assert.Equal(expected, AlarmTime.Read(text)?.ToString("O"));

    [Theory]
    [InlineData("1 datapoint [1.0 (02/02/25 12:05:00)] was greater than the threshold (0.5).", "12:05")]
    [InlineData("2 out of the last 2 datapoints [9.0 (02/02/25 12:04:00), 8.0 (02/02/25 12:03:00)] were greater than the threshold (5.0)", "12:03")]
    [InlineData("2 out of the last 3 datapoints [9.0 (02/02/25 12:04:00), 8.0 (02/02/25 12:03:00), 1.0 (02/02/25 12:02:00)] were greater than the threshold (5.0)", "12:03")]
    [InlineData("2 out of the last 3 datapoints [1.0 (02/02/25 12:04:00), 5.0 (02/02/25 12:03:00), 9.0 (02/02/25 12:02:00)] were less than or equal to the threshold (5.0)", "12:03")]
    [InlineData("2 out of the last 3 datapoints [1.0 (02/02/25 12:04:00), 5.0 (02/02/25 12:03:00), 9.0 (02/02/25 12:02:00)] were odd", null)]
    [InlineData("3 datapoints were less than the threshold (1.0). The most recent datapoints which crossed the threshold: [0.0 (02/02/25 12:04:00), 0.0 (02/02/25 12:03:00)].", "12:03")]
    [InlineData("1 datapoint [1.0E-5 (02/02/25 12:05:00)] was less than the threshold (1.0).", "12:05")]
    [InlineData("1 datapoint [1.0 (02/13/25 12:05:00)] was greater than the threshold (0.5).", null)]
    [InlineData("1 datapoint [1.0 (02/02/24 12:05:00)] was greater than the threshold (0.5).", null)]
    [InlineData("1 datapoint [1.0 (02/02/25 12:07:00)] was greater than the threshold (0.5).", null)]
    [InlineData("no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].", null)]
    [InlineData("", null)]
    public void The_first_breach_is_the_earliest_breaching_datapoint_or_unknown(string reason, string? minute)
    {
        var changed = new DateTimeOffset(2025, 2, 2, 12, 6, 35, TimeSpan.Zero);

        Assert.Equal(minute, FirstBreach.Find("Threshold Crossed: " + reason, null, changed)?.ToString("HH:mm", null));
    }

    [Fact]
    public void Evaluated_datapoints_reach_further_back_than_the_text()
    {
        var data = JsonText.Parse(
            """{"evaluatedDatapoints":[{"timestamp":"2025-02-02T12:05:00.000+0000","value":9},{"timestamp":"2025-02-02T12:04:00.000+0000","value":8},{"timestamp":"2025-02-02T12:03:00.000+0000","value":1}]}""");

        var found = FirstBreach.Find(
            "1 datapoint was greater than the threshold (5.0). The most recent datapoint which crossed the threshold: [9.0 (02/02/25 12:05:00)].",
            data, new DateTimeOffset(2025, 2, 2, 12, 6, 35, TimeSpan.Zero));

        Assert.Equal("12:04", found?.ToString("HH:mm", null));
    }

    [Fact]
    public void An_alarm_is_one_alarm_with_and_without_its_arn()
    {
        var withArn = Samples.Json("sns-http-null-description.json");
        var withoutArn = withArn.DeepClone().AsObject();
        var message = JsonNode.Parse((string)withoutArn["Message"]!)!.AsObject();
        message.Remove("AlarmArn");
        withoutArn["Message"] = message.ToJsonString();

        Assert.Equal("257706363616/ap-northeast-2/EC2-CPU", Notice(withArn).Identity);
        Assert.Equal(Notice(withArn).Identity, Notice(withoutArn).Identity);
        Assert.Equal("ap-northeast-2", Notice(withoutArn).Region);
    }

    [Fact]
    public void Long_text_is_cut_and_no_character_is_halved()
    {
        var body = Samples.Json("body-minimal-no-trigger.json");
        body["AlarmName"] = new string('n', 300);
        body["AlarmDescription"] = new string('d', AlarmText.DescriptionLimit - 2) + "😀😀";
        body["NewStateReason"] = new string('r', 100_000);

        var notice = Notice(body);

        Assert.Equal(255, notice.AlarmName.Length);
        Assert.Equal(new string('d', AlarmText.DescriptionLimit - 2) + "…", notice.Description);
        Assert.Equal(AlarmText.ReasonLimit, notice.Reason.Length);
    }

    [Fact]
    public void Dimensions_tags_and_suppression_are_read_in_both_spellings()
    {
        var sns = Samples.Json("body-raw-delivery-current-fields.json");
        sns["Trigger"]!["Dimensions"] = JsonNode.Parse("""[{"name":"Host","value":"a"},{"name":"Host","value":"a"},{"name":7}]""");
        sns["AlarmTags"] = JsonNode.Parse("""[{"Key":"team","Value":"pay"}]""");
        var bridge = Samples.Json("eventbridge-composite-suppressed-muted.json");
        bridge["detail"]!["alarmTags"] = JsonNode.Parse("""{"team":"pay"}""");

        Assert.Equal([new AlarmLabel("Host", "a")], Notice(sns).Dimensions);
        Assert.Equal([new AlarmLabel("team", "pay")], Notice(sns).Tags);
        Assert.Null(Notice(sns).Suppressed);
        Assert.Equal([new AlarmLabel("team", "pay")], Notice(bridge).Tags);
        Assert.Equal("WaitPeriod", Notice(bridge).Suppressed);
        Assert.Equal([new AlarmLabel("InstanceId", "i-12345678901234567")], Notice(Samples.Json("eventbridge-metric-math.json")).Dimensions);
    }

    [Fact]
    public void Text_that_is_no_unicode_is_absent_rather_than_an_exception()
    {
        const string broken = """{"AlarmName":"\ud800","NewStateValue":"ALARM","\udc00":1}""";

        Assert.NotEqual(0, AlarmInspection.Of(Encoding.UTF8.GetBytes(broken)).ExitCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_damage_to_a_sample_makes_reading_throw(int seed)
    {
        var random = new Random(seed);
        foreach (var file in Samples.Files())
        {
            var bytes = Samples.Bytes(file);
            for (var i = 0; i < 150; i++)
            {
                var damaged = bytes.ToArray();
                for (var hits = random.Next(1, 6); hits > 0; hits--)
                {
                    damaged[random.Next(damaged.Length)] = "{}[]\",:\\0u\n\xff"u8[random.Next(12)];
                }

                Assert.Contains(AlarmInspection.Of(damaged).ExitCode, new[] { 0, 2, 3 });
            }
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("[[1]]")]
    [InlineData("{}")]
    public void A_member_of_another_kind_never_makes_reading_throw(string replacement)
    {
        foreach (var file in Samples.Files())
        {
            for (var i = 0; ; i++)
            {
                var json = Samples.Json(file);
                var members = Members(json).ToArray();
                if (i == members.Length)
                {
                    break;
                }

                members[i].Holder[members[i].Name] = JsonNode.Parse(replacement);
                Assert.Contains(AlarmInspection.Of(Encoding.UTF8.GetBytes(json.ToJsonString())).ExitCode, new[] { 0, 2, 3 });
            }
        }
    }

    private static IEnumerable<(JsonObject Holder, string Name)> Members(JsonNode? node) => node switch
    {
        JsonObject map => map.ToArray().SelectMany(p => Members(p.Value).Prepend((map, p.Key))),
        JsonArray list => list.SelectMany(Members),
        _ => [],
    };

    private static AlarmNotice Notice(JsonObject json) =>
        Assert.Single(AlarmInspection.Of(Encoding.UTF8.GetBytes(json.ToJsonString())).Alarms);
}
