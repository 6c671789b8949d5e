using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentBot.Alarms;
using IncidentBot.Cli;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

public sealed class AlarmInspectTests
{
    public static TheoryData<string> Rows => [.. Samples.Expected().Select(e => e.File)];

    [Fact]
    public void Every_sample_is_expected_and_every_expectation_has_a_sample() =>
        Assert.Equal(Samples.Files(), Samples.Expected().Select(e => e.File).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_sample_reads_as_expected(string file)
    {
        var expected = Samples.Expected().Single(e => e.File == file);

        var found = AlarmInspection.Of(Samples.Bytes(file));

        Assert.Equal(expected.Exit, found.ExitCode);
        Assert.Equal(expected.Exit == 0, found.Alarms.Count == 1);
        Assert.Equal(expected.Exit != 0, found.Reasons.Count == 1);
        Assert.Equal(expected.Kind, found.Alarms.Count == 0 ? "-" : Words.Of(found.Alarms[0].Kind));
        Assert.Equal(expected.Opens, found.Alarms.Any(a => a.NewState == AlarmState.Alarm));
        var alarm = found.Alarms.Count == 0 ? null : found.Alarms[0];
        Assert.Equal(expected.Region, alarm?.Region);
        Assert.Equal(expected.FirstBreach, alarm?.FirstBreachAt?.UtcDateTime
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_verb_prints_one_line_with_the_agreed_keys()
    {
        var (exit, output, error) = await Inspect(Samples.PathOf("lambda-action-composite.json"));

        Assert.Equal(0, exit);
        Assert.Equal("", error);
        Assert.Equal(
            """
            {"alarmName":"CompositeDemo.Main","alarmArn":"arn:aws:cloudwatch:us-east-1:111122223333:alarm:SuppressionDemo.Main","accountId":"111122223333","region":"us-east-1","oldState":"ALARM","newState":"ALARM","stateChangedAt":"2023-08-04T12:56:46.138Z","reason":"arn:aws:cloudwatch:us-east-1: 111122223333:alarm:CompositeDemo.FirstChild transitioned to ALARM at Friday 04 August, 2023 12: 54: 46 UTC","description":null,"kind":"composite","children":["arn:aws:cloudwatch:us-east-1:111122223333:alarm:CompositeDemo.FirstChild"]}

            """.ReplaceLineEndings(Environment.NewLine),
            output);
    }

    [Fact]
    public async Task A_records_wrapper_prints_its_alarms_and_says_what_is_none()
    {
        var wrapper = Samples.Json("sns-lambda-records-ok.json");
        var records = wrapper["Records"]!.AsArray();
        records.Add(records[0]!.DeepClone());
        records.Add(records[0]!.DeepClone());
        records[1]!["Sns"]!["Message"] = "Hello";

        var (exit, output, error) = await InspectText(wrapper.ToJsonString());

        Assert.Equal(0, exit);
        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("not an alarm state change", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("{} {}", "not JSON")]
    [InlineData("{\"AlarmName\":\"a\",\"AlarmName\":\"b\"}", "not JSON")]
    [InlineData("[]", "no envelope")]
    [InlineData("\"text\"", "no envelope")]
    [InlineData("{}", "no envelope")]
    [InlineData("{\"Records\":[]}", "no envelope")]
    [InlineData("{\"Records\":[{\"s3\":{}}]}", "no envelope")]
    public async Task What_is_no_known_envelope_exits_2(string text, string reason)
    {
        var (exit, output, error) = await InspectText(text);

        Assert.Equal(2, exit);
        Assert.Equal("", output);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StateChangeTime", "2025-02-02T12:06:35.472", "the time of the change")]
    [InlineData("StateChangeTime", "yesterday", "the time of the change")]
    [InlineData("StateChangeTime", null, "found nothing")]
    [InlineData("NewStateValue", "alarm\nforged line", "found \"alarm?forged line\"")]
    [InlineData("OldStateValue", "FINE", "the old state")]
    [InlineData("AlarmName", " ", "name is missing")]
    [InlineData("AWSAccountId", null, "account is missing")]
    public async Task An_unreadable_alarm_exits_3_with_every_reason(string member, string? value, string reason)
    {
        var body = Samples.Json("body-raw-delivery-current-fields.json");
        body[member] = value;

        var (exit, output, error) = await InspectText(body.ToJsonString());

        Assert.Equal(3, exit);
        Assert.Equal("", output);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_byte_order_mark_is_read_over_and_utf16_is_not_json()
    {
        var text = Encoding.UTF8.GetString(Samples.Bytes("body-minimal-no-trigger.json"));

        Assert.Equal(0, (await InspectBytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)])).Exit);
        Assert.Equal(2, (await InspectBytes([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)])).Exit);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_unreadable() =>
        Assert.Equal(2, (await Inspect(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()))).Exit);

    [Fact]
    public async Task Hostile_text_stays_on_its_line_and_inside_its_string()
    {
        var body = Samples.Json("body-minimal-no-trigger.json");
        body["AlarmDescription"] = "<script>\u2028\n@everyone\u202e";

        var (_, output, _) = await InspectText(body.ToJsonString());

        Assert.Single(output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain('<', output);
        Assert.DoesNotContain('\u2028', output);
        Assert.Equal("<script>\u2028\n@everyone\u202e", JsonDocument.Parse(output).RootElement.GetProperty("description").GetString());
    }

    private static Task<(int Exit, string Output, string Error)> InspectText(string text) => InspectBytes(Encoding.UTF8.GetBytes(text));

    private static async Task<(int Exit, string Output, string Error)> InspectBytes(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            return await Inspect(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<(int Exit, string Output, string Error)> Inspect(string path)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await AlarmInspectVerb.Create(output, error).Parse([path]).InvokeAsync(null, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
