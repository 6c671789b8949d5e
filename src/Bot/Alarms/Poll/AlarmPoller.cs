using System.Text.Json.Nodes;
using IncidentBot.Alarms.Heartbeat;
using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Rules;
using IncidentBot.Aws;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.Alarms.Poll;

/// <summary>Asks CloudWatch for the state of all alarms of a region, and takes in what should have been notified and was not.</summary>
/// <remarks>
/// The inbox knows every change that was taken, by whichever way and node, for 48 h: what it does not know yet is new. Only the newest
/// change of an alarm can be seen so: one that went back before it was asked for stays unseen.
/// </remarks>
internal sealed class AlarmPoller(
    AwsClient aws, AlarmRules rules, AlarmIntake intake, Heartbeats heartbeats, KnownTransitions known, ICheckpoints checkpoints, IOptions<AlarmOptions> options, TimeProvider clock, ILogger<AlarmPoller> log)
{
    /// <summary>An hour less than the inbox remembers.</summary>
    private static readonly TimeSpan Oldest = IInbox.Remembered - TimeSpan.FromHours(1);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly AlarmOptions options = options.Value;

    internal TimeSpan Grace { get; } = PlanDuration.TryRead(options.Value.Poll.Grace, out var grace) ? grace : TimeSpan.FromMinutes(2);

    /// <summary>Asks once; answers why it could not. Nothing is taken from an answer of which a page is missing.</summary>
    internal async Task<string?> Poll(string region, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var mark = $"alarms/poll/{region}";
        var since = await checkpoints.Read(mark, cancel);
        var (pages, trouble) = await Ask(region, cancel);
        if (trouble is not null)
        {
            return trouble.Problem;
        }

        foreach (var alarm in pages.SelectMany(p => p.Items("MetricAlarms").Concat(p.Items("CompositeAlarms"))).Select(PolledAlarm.Of).OfType<PolledAlarm>())
        {
            await Look(region, alarm, now, DateTimeOffset.FromUnixTimeMilliseconds(since), cancel);
        }

        if (since == 0)
        {
            // From here on a change that did not come in by itself is a lost one.
            await checkpoints.Write(new Checkpoint(mark, now.ToUnixTimeMilliseconds()), cancel);
        }

        return null;
    }

    private async Task Look(string region, PolledAlarm polled, DateTimeOffset now, DateTimeOffset since, CancellationToken cancel)
    {
        var alarm = polled.Notice;
        var matched = rules.Match(alarm) is not null;
        var due = polled.Notifies.Any(options.Sns.TopicArns.Contains) && Watched(alarm.StateChangedAt, since);
        if (now - alarm.StateChangedAt < Grace || now - alarm.StateChangedAt > Oldest || !options.Accounts.Contains(alarm.AccountId) || heartbeats.Is(alarm)
            || !(due || (matched && (Watched(alarm.StateChangedAt, since) || alarm.NewState == AlarmState.Alarm)))
            || await known.Near(alarm, cancel))
        {
            return;
        }

        if (await intake.Found(new AlarmDelivery(AlarmPath.Poll(region), due, polled.Body), alarm, cancel) == InboxReceipt.Accepted)
        {
            log.LogWarning("Polling found that {Alarm} is {State} since {At:O}, of which no notification came; one was {Due}",
                Parsing.AlarmText.OneLine(alarm.Identity, 300), AlarmStateName.Of(alarm.NewState), alarm.StateChangedAt, due ? "due" : "not due");
        }
    }

    /// <summary>Whether a change happened since the region is watched; what is older may have been notified before the bot listened.</summary>
    private static bool Watched(DateTimeOffset at, DateTimeOffset since) => since > DateTimeOffset.UnixEpoch && at >= since;

    private async Task<(IReadOnlyList<System.Text.Json.JsonElement> Pages, AwsAnswer? Trouble)> Ask(string region, CancellationToken cancel)
    {
        var request = new JsonObject { ["AlarmTypes"] = new JsonArray("MetricAlarm", "CompositeAlarm"), ["MaxRecords"] = 100 };
        if (options.Poll.NamePrefix.Length > 0)
        {
            request["AlarmNamePrefix"] = options.Poll.NamePrefix;
        }

        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await aws.Pages(AwsApi.Monitoring, region, "DescribeAlarms", request, both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return ([], AwsAnswer.Trouble(FormattableString.Invariant($"monitoring:DescribeAlarms did not answer within {Limit.TotalSeconds:0} s")));
        }
    }
}
