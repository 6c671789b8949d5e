using IncidentBot.Alarms;
using IncidentBot.Alarms.Intake;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

public sealed class SnsEndpointTests
{
    [Fact]
    public async Task A_genuine_alarm_is_stored_once_and_answered_200_twice()
    {
        await using var server = await AlarmServer.Start();
        var body = server.Authority.Sign(Sns.Notification());

        Assert.Equal((200, "accepted\n"), await server.PostSns(body));
        Assert.Equal((200, "had it before\n"), await server.PostSns(body));

        var entry = Assert.Single(server.Inbox.Entries);
        var alarm = Assert.IsType<AlarmReading.Notice>(AlarmReader.Read(entry)).Alarm;
        Assert.Equal((AlarmReader.Alarm, TransitionKey.Of(alarm), "sns", body, Sns.Now), (entry.Kind, entry.Key, AlarmReader.Delivery(entry).Path, AlarmReader.Delivery(entry).Body, entry.ReceivedAt));
        Assert.Equal("ErrorAlarm", alarm.AlarmName);
        Assert.EndsWith("/ALARM", entry.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_in_the_store_is_503_and_a_retry_is_taken()
    {
        await using var server = await AlarmServer.Start();
        var body = server.Authority.Sign(Sns.Notification());
        server.Inbox.Unavailable = true;
        Assert.Equal(503, (await server.PostSns(body)).Status);
        Assert.Empty(server.Inbox.Entries);

        server.Inbox.Unavailable = false;

        Assert.Equal(200, (await server.PostSns(body)).Status);
        Assert.Single(server.Inbox.Entries);
    }

    [Fact]
    public async Task A_message_that_is_no_alarm_is_recorded_and_opens_nothing()
    {
        await using var server = await AlarmServer.Start();
        var envelope = Sns.Notification();
        envelope["Message"] = "Hello world!";

        Assert.Equal(200, (await server.PostSns(server.Authority.Sign(envelope))).Status);

        Assert.IsType<AlarmReading.NotAnAlarm>(AlarmReader.Read(Assert.Single(server.Inbox.Entries)));
    }

    [Fact]
    public async Task A_subscription_is_confirmed_after_it_was_recorded_and_again_until_SNS_agrees()
    {
        await using var server = await AlarmServer.Start();
        var envelope = Sns.Confirmation();
        var body = server.Authority.Sign(envelope);
        server.ConfirmationFails = true;
        Assert.Equal(503, (await server.PostSns(body)).Status);
        Assert.Single(server.Inbox.Entries);

        server.ConfirmationFails = false;

        Assert.Equal(200, (await server.PostSns(body)).Status);
        Assert.Equal(2, server.Confirmed.Count);
        Assert.All(server.Confirmed, u => Assert.Equal((string)envelope["SubscribeURL"]!, u.ToString()));
        Assert.IsType<AlarmReading.NotAnAlarm>(AlarmReader.Read(Assert.Single(server.Inbox.Entries)));
    }

    [Fact]
    public async Task A_subscription_to_a_topic_that_is_not_listed_is_never_confirmed()
    {
        await using var server = await AlarmServer.Start();
        var envelope = Sns.Confirmation();
        envelope["TopicArn"] = "arn:aws:sns:us-east-1:666666666666:alarms";

        Assert.Equal(403, (await server.PostSns(server.Authority.Sign(envelope))).Status);
        Assert.Empty(server.Confirmed);
        Assert.Empty(server.Inbox.Entries);
    }

    [Fact]
    public async Task The_end_of_a_subscription_is_recorded_and_logged_but_not_undone()
    {
        await using var server = await AlarmServer.Start();

        Assert.Equal(200, (await server.PostSns(server.Authority.Sign(Sns.Confirmation("UnsubscribeConfirmation")))).Status);

        Assert.Empty(server.Confirmed);
        Assert.Single(server.Inbox.Entries);
        Assert.Contains(server.Log.Lines, l => l.Contains("SNS ended the subscription to " + Sns.Topic, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Raw_delivery_is_refused_with_the_way_out()
    {
        await using var server = await AlarmServer.Start();
        var alarm = Samples.Json("body-raw-delivery-current-fields.json").ToJsonString();

        var byHeader = await server.PostSns(alarm, r => r.Headers.Add("x-amz-sns-rawdelivery", "true"));
        var byBody = await server.PostSns(alarm);

        Assert.Equal(403, byHeader.Status);
        Assert.Contains("RawMessageDelivery = false", byHeader.Text, StringComparison.Ordinal);
        Assert.Equal(byHeader, byBody);
        Assert.Empty(server.Inbox.Entries);
    }

    [Theory]
    [InlineData("sns-lambda-records-ok.json")]
    [InlineData("lambda-action-metric.json")]
    [InlineData("eventbridge-single-metric.json")]
    [InlineData("body-minimal-no-trigger.json")]
    public async Task Envelopes_that_carry_no_signature_are_refused(string file)
    {
        await using var server = await AlarmServer.Start();

        Assert.Equal(403, (await server.PostSns(Samples.Json(file).ToJsonString())).Status);
        Assert.Empty(server.Inbox.Entries);
    }

    [Fact]
    public async Task Size_and_type_are_checked_before_anything_else()
    {
        await using var server = await AlarmServer.Start();
        var tooLarge = new byte[AlarmReader.Largest + 1];

        Assert.Equal(413, (await server.Post("/alarms/sns", tooLarge, "text/plain", null)).Status);
        Assert.Equal(413, (await server.Post("/alarms/sns", tooLarge, "text/plain", r => r.Headers.TransferEncodingChunked = true)).Status);
        Assert.Equal(415, (await server.Post("/alarms/sns", [], "application/x-www-form-urlencoded", null)).Status);
        Assert.Equal(400, (await server.Post("/alarms/sns", [0xff, 0xfe], "text/plain", null)).Status);
        Assert.Equal(400, (await server.Post("/alarms/sns", [], "text/plain", null)).Status);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_had_now_is_503()
    {
        await using var server = await AlarmServer.Start();
        var signed = System.Text.Json.Nodes.JsonNode.Parse(server.Authority.Sign(Sns.Notification()))!;
        signed["SigningCertURL"] = "https://sns.us-east-1.amazonaws.com/another.pem";

        Assert.Equal(503, (await server.PostSns(signed.ToJsonString())).Status);
    }

    [Fact]
    public async Task Without_topics_every_notification_is_refused_and_the_log_says_which_setting_is_empty()
    {
        await using var server = await AlarmServer.Start(("Alarms:Sns:TopicArns:0", null));

        Assert.Equal(403, (await server.PostSns(server.Authority.Sign(Sns.Notification()))).Status);
        Assert.Contains(server.Log.Lines, l => l.Contains("Alarms:Sns:TopicArns is empty", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusals_are_logged_once_a_minute_on_one_line()
    {
        await using var server = await AlarmServer.Start();
        var envelope = Sns.Notification();
        envelope["TopicArn"] = "arn:aws:sns:us-east-1:1:a\nforged log line\u2028\u001b[31m";
        foreach (var member in new[] { "SignatureVersion", "Signature", "SigningCertURL" })
        {
            envelope[member] = "x";
        }

        for (var i = 0; i < 5; i++)
        {
            await server.PostSns(envelope.ToJsonString());
        }

        var line = Assert.Single(server.Log.Lines, l => l.Contains("refused", StringComparison.Ordinal));
        Assert.DoesNotContain(line, char.IsControl);
        Assert.DoesNotContain('\u2028', line);

        server.Clock.Now += TimeSpan.FromMinutes(2);
        await server.PostSns(envelope.ToJsonString());

        Assert.Contains(server.Log.Lines, l => l.Contains(" 4 more like it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_copies_at_once_are_stored_once()
    {
        await using var server = await AlarmServer.Start();
        var body = server.Authority.Sign(Sns.Notification());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.PostSns(body)));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Single(answers, a => a.Text == "accepted\n");
        Assert.Single(server.Inbox.Entries);
    }
}
