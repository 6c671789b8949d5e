using IncidentBot.Alarms;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

public sealed class EventBridgeEndpointTests
{
    private static readonly string Event = Samples.Json("eventbridge-single-metric.json").ToJsonString();

    [Fact]
    public async Task An_event_with_the_key_is_stored_once_and_answered_200_twice()
    {
        await using var server = await AlarmServer.Start();

        Assert.Equal((200, "accepted\n"), await server.PostEvent(Event));
        Assert.Equal((200, "had it before\n"), await server.PostEvent(Event));

        var entry = Assert.Single(server.Inbox.Entries);
        Assert.Equal((AlarmReader.Alarm, "eventbridge"), (entry.Kind, AlarmReader.Delivery(entry).Path));
        Assert.Equal("ServerCpuTooHigh", Assert.IsType<AlarmReading.Notice>(AlarmReader.Read(entry)).Alarm.AlarmName);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("k9f3-0b7a-52d1-8c6e-4f1d-7a90-b3c")]
    [InlineData("k9f3-0b7a-52d1-8c6e-4f1d-7a90-b3c22")]
    [InlineData("K9F3-0B7A-52D1-8C6E-4F1D-7A90-B3C2")]
    [InlineData("k9f3-0b7a-52d1-8c6e-4f1d-7a90-b3c2,k9f3-0b7a-52d1-8c6e-4f1d-7a90-b3c2")]
    public async Task Without_the_key_nothing_is_read_and_the_log_does_not_show_one(string? key)
    {
        await using var server = await AlarmServer.Start();

        Assert.Equal(401, (await server.PostEvent(Event, key)).Status);

        Assert.Empty(server.Inbox.Entries);
        Assert.DoesNotContain(server.Log.Lines, l => l.Contains("b3c", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Trouble_in_the_store_is_503_so_that_EventBridge_tries_again()
    {
        await using var server = await AlarmServer.Start();
        server.Inbox.Unavailable = true;

        Assert.Equal(503, (await server.PostEvent(Event)).Status);
    }

    [Theory]
    [InlineData("eventbridge-configuration-change.json", "us-east-1")]
    [InlineData("eventbridge-alarm-contributor.json", "us-east-1")]
    [InlineData("not-an-alarm-aws-health.json", "us-west-2")]
    public async Task An_event_that_is_no_alarm_is_recorded_and_opens_nothing(string file, string region)
    {
        await using var server = await AlarmServer.Start(("Alarms:Regions:1", region));

        Assert.Equal(200, (await server.PostEvent(Samples.Json(file).ToJsonString())).Status);

        Assert.IsType<AlarmReading.NotAnAlarm>(AlarmReader.Read(Assert.Single(server.Inbox.Entries)));
    }

    [Fact]
    public async Task An_alarm_with_an_unreadable_state_is_kept_for_a_person()
    {
        await using var server = await AlarmServer.Start();
        var damaged = Samples.Json("eventbridge-single-metric.json");
        damaged["detail"]!["state"]!["timestamp"] = "soon";

        Assert.Equal(200, (await server.PostEvent(damaged.ToJsonString())).Status);

        var reading = Assert.IsType<AlarmReading.NotAnAlarm>(AlarmReader.Read(Assert.Single(server.Inbox.Entries)));
        Assert.Contains("the time of the change", reading.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account", "666666666666", 403)]
    [InlineData("region", "eu-west-1", 403)]
    [InlineData("id", "", 400)]
    [InlineData("id", null, 400)]
    [InlineData("source", null, 400)]
    public async Task What_no_repeat_could_mend_is_refused(string member, string? value, int status)
    {
        await using var server = await AlarmServer.Start();
        var changed = Samples.Json("eventbridge-single-metric.json");
        changed[member] = value;

        Assert.Equal(status, (await server.PostEvent(changed.ToJsonString())).Status);
        Assert.Empty(server.Inbox.Entries);
    }

    [Fact]
    public async Task The_key_is_asked_for_before_the_body_is_looked_at()
    {
        await using var server = await AlarmServer.Start();
        var tooLarge = new string(' ', AlarmReader.Largest + 1);

        Assert.Equal(401, (await server.PostEvent("no event", "wrong")).Status);
        Assert.Equal(400, (await server.PostEvent("no event")).Status);
        Assert.Equal(413, (await server.PostEvent(tooLarge)).Status);
    }

    [Fact]
    public async Task The_endpoint_does_not_exist_until_it_is_enabled()
    {
        await using var server = await AlarmServer.Start(("Alarms:EventBridge:Enabled", null), ("Alarms:EventBridge:Key", null));

        Assert.Equal(404, (await server.PostEvent(Event)).Status);
    }
}
