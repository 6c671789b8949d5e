using IncidentBot.Alarms;
using IncidentBot.Alarms.Heartbeat;
using IncidentBot.Alarms.Sqs;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>Queues, polling and heartbeats that cannot be meant so are all told at once.</summary>
public sealed class AlarmSourceOptionsTests
{
    private const string Url = "https://sqs.eu-west-1.amazonaws.com/123456789012/alarms";

    [Fact]
    public void Two_queues_a_poller_and_a_heartbeat_for_each_path_are_fine()
    {
        var options = Sns.Options(regions: ["us-east-1", "eu-west-1"]);
        options.Sqs.Queues.Add(new SqsQueueOptions { Url = Url, Region = "eu-west-1" });
        options.Sqs.Queues.Add(new SqsQueueOptions { Url = "https://sqs.us-east-1.amazonaws.com/123456789012/alarms.fifo", Region = "us-east-1" });
        options.Sqs.Queues.Add(new SqsQueueOptions { Url = "http://127.0.0.1:5556/123456789012/alarms", Region = "us-east-1" });
        options.Poll.Regions.Add("eu-west-1");
        foreach (var path in new[] { "sns", "eventbridge", "sqs:eu-west-1", "sqs:us-east-1" })
        {
            options.Heartbeats.Add(new HeartbeatOptions { Path = path, AlarmName = "beat", Within = "24h" });
        }

        Assert.Empty(Faults(options));
    }

    [Fact]
    public void Every_fault_is_told_with_the_value_found()
    {
        var options = new AlarmOptions();
        options.Sqs.Queues.Add(new SqsQueueOptions());
        options.Sqs.Queues.Add(new SqsQueueOptions { Url = Url, Region = "us-east-1" });
        options.Sqs.Queues.Add(new SqsQueueOptions { Url = Url, Region = "eu-west-1" });
        options.Sqs.Queues.Add(new SqsQueueOptions { Url = Url, Region = "eu-west-1" });
        options.Sqs.Queues.Add(new SqsQueueOptions { Url = "http://sqs.eu-west-1.amazonaws.com/123456789012/alarms", Region = "eu-west-1" });
        options.Poll.Regions.Add("eu-west-1");
        (options.Poll.Interval, options.Poll.Grace, options.Poll.NamePrefix) = ("29s", "2", new string('a', 256));
        options.Heartbeats.Add(new HeartbeatOptions { Path = "sqs:us-west-2", AlarmName = " ", Within = "59s" });
        options.Heartbeats.Add(new HeartbeatOptions { Path = "sns", AlarmName = "beat" });
        options.Heartbeats.Add(new HeartbeatOptions { Path = "sns", AlarmName = "beat" });

        string[] expected =
        [
            "Alarms:Sqs:Queues:0:Region must be a region's code such as eu-west-1, found nothing",
            "Alarms:Sqs:Queues:0:Url must be a queue's URL such as", "Alarms:Sqs:Queues:1:Url must be in the queue's Region", "Alarms:Sqs:Queues:3:Url must be named once only",
            "Alarms:Sqs:Queues:4:Url must be a queue's URL such as", "Alarms:Accounts and Alarms:Regions must not be empty while Alarms:Sqs:Queues names a queue",
            "Alarms:Poll:Regions must be in Alarms:Regions, found \"eu-west-1\"", "Alarms:Poll:Interval must be 30s to 1h", "Alarms:Poll:Grace must be 30s to 1h", "Alarms:Poll:NamePrefix must have at most 255",
            "Alarms:Heartbeats:0:Path must be one of sns, eventbridge, sqs:, sqs:us-east-1, sqs:eu-west-1", "Alarms:Heartbeats:0:AlarmName must be an alarm's name", "Alarms:Heartbeats:0:Within must be 1m to 24h",
            "Alarms:Heartbeats:2:Path must be named once only",
        ];
        var faults = Faults(options);
        Assert.Equal(expected.Length, faults.Count);
        Assert.All(expected.Zip(faults), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.EndsWith("found \"29s\"", faults[7], StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Faults(AlarmOptions options) => [.. new AlarmOptionsValidator().Validate(null, options).Failures ?? []];
}
