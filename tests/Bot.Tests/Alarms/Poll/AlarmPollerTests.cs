using IncidentBot.Alarms;
using IncidentBot.Alarms.Heartbeat;
using IncidentBot.Bot.Tests.Alarms.Intake;
using IncidentBot.Bot.Tests.Readings.Aws;
using IncidentBot.Chat;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms.Poll;

/// <summary>A notification that was lost is found; one that came, or will come yet, or was never due, changes nothing.</summary>
public sealed class AlarmPollerTests : IAsyncLifetime
{
    private readonly AlarmDeskUnderTest under = new();
    private readonly List<string> alarms = [];
    private AwsStub stub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        stub = await AwsStub.Start(Cancel);
        stub.On("DescribeAlarms", _ => $$"""{"MetricAlarms":[{{string.Join(',', alarms)}}],"CompositeAlarms":[]}""");
    }

    public async ValueTask DisposeAsync()
    {
        await stub.DisposeAsync();
        await under.DisposeAsync();
    }

    [Fact]
    public async Task A_lost_ALARM_opens_an_incident_and_says_that_it_was_found_by_polling()
    {
        await Watch();
        var at = Now(-5);
        alarms.Add(Alarm("checkout-5xx", "ALARM", at));
        await Poll();
        await Poll();
        var lost = Assert.IsType<TriageEvent.DeliveriesLost>(Assert.Single(await under.Handle()));
        Assert.Equal(("checkout-5xx", at, "poll:us-east-1"), (lost.Alarms[0].Name, lost.Alarms[0].ChangedAt, lost.Alarms[0].Source));
        Assert.Contains("never came; polling found: checkout-5xx in us-east-1, ALARM since", TriageNews.Of(lost)!.Text, StringComparison.Ordinal);
        var incident = Assert.Single(await under.Incidents());
        var timeline = Timeline.Of(await under.Situations.Events(incident.Id, Cancel));
        Assert.Contains(timeline, e => e.Details.Any(d => d.Contains("Found by polling CloudWatch: no notification had come", StringComparison.Ordinal)));

        // The notification comes after all.
        await under.Take("sqs:us-east-1", "checkout-5xx", AlarmState.Alarm, at);
        await under.Handle();
        Assert.Equal(1, (await under.Incidents()).Single().Alarms.Values.Single().Changes);
    }

    [Fact]
    public async Task What_was_notified_or_may_be_yet_is_left_alone()
    {
        await Watch();
        await under.Take("sqs:us-east-1", "checkout-5xx", AlarmState.Alarm, Now(-5));
        alarms.Add(Alarm("checkout-5xx", "ALARM", Now(-5)));
        alarms.Add(Alarm("checkout-4xx", "ALARM", Now(-1)));
        await Poll();
        Assert.Single(await under.Store.Inbox.Pending(10, Cancel));
        under.Clock.Advance(TimeSpan.FromMinutes(2));
        await Poll();
        Assert.Equal(2, (await under.Store.Inbox.Pending(10, Cancel)).Count);
    }

    [Fact]
    public async Task A_change_that_an_incident_knows_with_a_time_a_little_off_is_the_same()
    {
        await Watch();
        await under.Take("sns", "checkout-5xx", AlarmState.Alarm, Now(-5));
        await under.Handle();
        alarms.Add(Alarm("checkout-5xx", "ALARM", Now(-5).AddMilliseconds(700)));
        await Poll();
        Assert.Empty(await under.Store.Inbox.Pending(10, Cancel));
        alarms[0] = Alarm("checkout-5xx", "OK", Now(-4).AddMilliseconds(700));
        await Poll();
        Assert.Single(await under.Store.Inbox.Pending(10, Cancel));
    }

    [Fact]
    public async Task At_first_sight_an_ALARM_is_taken_but_not_as_lost_and_an_old_one_opens_nothing()
    {
        alarms.Add(Alarm("checkout-young", "ALARM", Now(-29)));
        alarms.Add(Alarm("checkout-fine", "OK", Now(-29)));
        alarms.Add(Alarm("scaling-of-somebody", "ALARM", Now(-29)));
        await Poll();
        Assert.Empty(await under.Handle());
        Assert.Equal(["checkout-young"], (await under.Incidents()).Single().Alarms.Values.Select(a => a.Name));

        await using var fresh = new AlarmDeskUnderTest();
        alarms.Clear();
        alarms.Add(Alarm("checkout-old", "ALARM", Now(-31)));
        alarms.Add(Alarm("checkout-ancient", "ALARM", Now(-60 * 48)));
        Assert.Null(await fresh.Poller(stub.Client).Poll("us-east-1", Cancel));
        Assert.Equal(["checkout-old"], Assert.IsType<TriageEvent.AlarmsTooOld>(Assert.Single(await fresh.Handle())).Alarms.Select(a => a.Name));
        Assert.Empty(await fresh.Incidents());
    }

    [Theory]
    [InlineData("other", "ALARM", "", false, false)]
    [InlineData("other", "ALARM", "\"AlarmActions\":[\"arn:aws:sns:us-east-1:123456789012:alarms\"]", true, true)]
    [InlineData("other", "ALARM", "\"AlarmActions\":[\"arn:aws:sns:us-east-1:123456789012:alarms\"],\"ActionsEnabled\":false", false, false)]
    [InlineData("other", "OK", "\"AlarmActions\":[\"arn:aws:sns:us-east-1:123456789012:alarms\"]", false, false)]
    [InlineData("checkout-x", "OK", "\"AlarmActions\":[\"arn:aws:sns:us-east-1:123456789012:alarms\"]", true, false)]
    [InlineData("checkout-x", "OK", "\"OKActions\":[\"arn:aws:sns:us-east-1:123456789012:alarms\"]", true, true)]
    [InlineData("checkout-x", "ALARM", "\"AlarmActions\":[\"arn:aws:sns:us-east-1:123456789012:elsewhere\"]", true, false)]
    [InlineData("beat", "ALARM", "\"AlarmActions\":[\"arn:aws:sns:us-east-1:123456789012:alarms\"]", false, false)]
    public async Task Only_what_is_wired_to_a_topic_of_ours_counts_as_lost_and_only_that_or_what_a_rule_knows_is_taken(string name, string state, string actions, bool taken, bool lost)
    {
        under.Options.Heartbeats.Add(new HeartbeatOptions { Path = "sns", AlarmName = "beat" });
        await Watch();
        alarms.Add(Alarm(name, state, Now(-5), actions));
        await Poll();
        Assert.Equal(taken ? 1 : 0, (await under.Store.Inbox.Pending(10, Cancel)).Count);
        Assert.Equal(lost ? 1 : 0, (await under.Handle()).OfType<TriageEvent.DeliveriesLost>().Count());
    }

    [Fact]
    public async Task Two_nodes_find_it_once_and_a_foreign_account_never()
    {
        await Watch();
        alarms.Add(Alarm("checkout-5xx", "ALARM", Now(-5)));
        alarms.Add(Alarm("checkout-foreign", "ALARM", Now(-5)).Replace("123456789012:alarm:", "999999999999:alarm:", StringComparison.Ordinal));
        await Task.WhenAll(Poll(), Poll());
        Assert.Single(await under.Store.Inbox.Pending(10, Cancel));
    }

    [Fact]
    public async Task Nothing_is_taken_while_a_page_is_missing_and_the_first_sight_does_not_count()
    {
        stub.On("DescribeAlarms", body => body.TryGetProperty("NextToken", out _) ? throw new InvalidOperationException() : $$"""{"MetricAlarms":[{{Alarm("checkout-5xx", "ALARM", Now(-5))}}],"NextToken":"1"}""");
        Assert.Contains("with 500", await under.Poller(stub.Client).Poll("us-east-1", Cancel), StringComparison.Ordinal);
        Assert.Empty(await under.Store.Inbox.Pending(10, Cancel));
        Assert.Equal(0, await under.Store.Checkpoints.Read("alarms/poll/us-east-1", Cancel));
    }

    [Fact]
    public async Task It_asks_for_both_sorts_of_alarms_and_the_prefix_and_reads_the_dimensions()
    {
        under.Options.Poll.NamePrefix = "checkout-";
        under.Options.Rules.Clear();
        under.Options.Rules.Add(new AlarmRuleOptions { Service = "checkout", Severity = "sev1", Dimensions = { ["LoadBalancer"] = "app/checkout*" } });
        await Watch();
        alarms.Add(Alarm("checkout-5xx", "ALARM", Now(-5), "\"Dimensions\":[{\"Name\":\"LoadBalancer\",\"Value\":\"app/checkout/1\"}]"));
        alarms.Add(Alarm("checkout-4xx", "ALARM", Now(-5), "\"Dimensions\":[{\"Name\":\"LoadBalancer\",\"Value\":\"app/other/1\"}]"));
        await Poll();
        Assert.Single(await under.Store.Inbox.Pending(10, Cancel));
        var asked = stub.Calls("DescribeAlarms")[^1].Body;
        Assert.Equal(("checkout-", 2), (asked.GetProperty("AlarmNamePrefix").GetString(), asked.GetProperty("AlarmTypes").GetArrayLength()));
    }

    /// <summary>From now on the region is watched.</summary>
    private async Task Watch()
    {
        await Poll();
        under.Clock.Advance(TimeSpan.FromHours(1));
    }

    private async Task Poll() => Assert.Null(await under.Poller(stub.Client).Poll("us-east-1", Cancel));

    private DateTimeOffset Now(int minutes) => under.Clock.GetUtcNow().AddMinutes(minutes);

    private static string Alarm(string name, string state, DateTimeOffset at, string more = "\"AlarmActions\":[\"arn:aws:sns:us-east-1:123456789012:alarms\"]") => FormattableString.Invariant(
        $$"""{"AlarmName":"{{name}}","AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:{{name}}","StateValue":"{{state}}","StateReason":"because","StateUpdatedTimestamp":{{at.AddMinutes(1).ToUnixTimeMilliseconds() / 1000m}},"StateTransitionedTimestamp":{{at.ToUnixTimeMilliseconds() / 1000m}}{{(more.Length == 0 ? "" : "," + more)}}}""");
}
