using IncidentBot.Bot.Tests.Conventions;
using IncidentBot.Plans;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Plans;

/// <summary>The examples of docs/plans-readings.md are read as they stand there.</summary>
public sealed class ReadingSourceTests
{
    private static readonly IReadOnlyList<PlanReading> Readings = Read();

    [Fact]
    public void Every_kind_of_source_has_an_example_that_can_be_used() => Assert.Equal(
        typeof(ReadingSource).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(ReadingSource))).Select(t => t.Name).Order(),
        Readings.Select(r => r.Source.GetType().Name).Distinct().Order());

    [Fact]
    public void What_is_written_is_what_is_read()
    {
        var lag = Of<ReadingSource.Metric>("lag");
        Assert.Equal(("eu-west-1", "AWS/RDS", "AuroraGlobalDBReplicationLag", "Maximum", TimeSpan.FromSeconds(60), 0.001m), (lag.Region, lag.Namespace, lag.Name, lag.Statistic, lag.Period, lag.Scale));
        Assert.Equal([KeyValuePair.Create("DBClusterIdentifier", "checkout")], lag.Dimensions);
        Assert.Equal((true, true), (Of<ReadingSource.Metric>("writes").PerSecond, Of<ReadingSource.Metric>("writes").Buckets));
        Assert.Equal((AlarmGives.Changes, TimeSpan.FromMinutes(30)), (Of<ReadingSource.Alarm>("flapping").Gives, Of<ReadingSource.Alarm>("flapping").Within));
        Assert.Equal(("ec2", "L-1216C47A", QuotaGives.Used), (Of<ReadingSource.Quota>("vcpu-used").Service, Of<ReadingSource.Quota>("vcpu-used").Code, Of<ReadingSource.Quota>("vcpu-used").Gives));
        var dns = Of<ReadingSource.Dns>("dns-moved");
        Assert.Equal((DnsRecordType.A, new NameServer("192.0.2.53", 53), new NameServer("ns1.example.com", 53)), (dns.Type, dns.Server, dns.Authority));
        Assert.Equal(["queue-depth", "--queue", "orders"], Of<ReadingSource.Command>("backlog").Arguments.Prepend(Of<ReadingSource.Command>("backlog").Program));
    }

    [Fact]
    public void What_aws_answers_is_served_from_its_region_and_so_is_what_rests_on_it()
    {
        Assert.Equal("eu-central-1", Readings.Single(r => r.Id == "alarm").ServedFrom);
        Assert.Null(Readings.Single(r => r.Id == "down").ServedFrom);
        Assert.Equal("eu-central-1", Read("eu-central-1").Single(r => r.Id == "down").ServedFrom);
    }

    private static T Of<T>(string id)
        where T : ReadingSource => (T)Readings.Single(r => r.Id == id).Source;

    private static IReadOnlyList<PlanReading> Read(string primary = "us-east-1")
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "plans-readings.md"));
        var example = lines.SkipWhile(l => l != "    readings:").TakeWhile(l => l.StartsWith("    ", StringComparison.Ordinal)).Select(l => l[4..]);
        var plan = PlanText.Good.Split("readings:")[0].Replace("primary: east", $"primary: {primary}", StringComparison.Ordinal).Replace("target: west", "target: eu-west-1", StringComparison.Ordinal)
            .Replace("{ replicationLag: lag, writeRate: rate, fenced: fenced }", "{ replicationLag: lag, writeRate: writes, primaryDead: down }", StringComparison.Ordinal);
        var rest = PlanText.Good[PlanText.Good.IndexOf("gates:", StringComparison.Ordinal)..].Replace("healthy = 0", "database = 0", StringComparison.Ordinal)
            .Replace("healthy = 1", "database = 1", StringComparison.Ordinal).Replace("queue <= 3", "backlog <= 3", StringComparison.Ordinal);
        var outcome = PlanFile.Read($"{plan}{string.Join('\n', example)}\n{rest}", "p", PlanText.Variables);
        Assert.Empty(outcome.Faults);
        return outcome.Plan!.Readings;
    }
}
