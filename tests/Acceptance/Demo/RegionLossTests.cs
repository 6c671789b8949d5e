using IncidentBot.Demo;
using IncidentBot.Demo.Logs;
using Xunit;

namespace IncidentBot.Acceptance.Demo;

public sealed class RegionLossTests(ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_region_loses_what_was_not_replicated_and_nothing_else()
    {
        var runs = await Task.WhenAll(LoseAndRecover(seed: 1), LoseAndRecover(seed: 2));
        Assert.NotEqual((runs[0].Lag, runs[0].Loss.Acknowledged), (runs[1].Lag, runs[1].Loss.Acknowledged));
        Assert.NotEqual((runs[0].Loss.Lost, runs[0].Loss.Window), (runs[1].Loss.Lost, runs[1].Loss.Window));
    }

    private async Task<Run> LoseAndRecover(int seed)
    {
        using var folder = new TestFolder();
        Run run;
        await using (var service = await SimulatedService.Start(new() { Directory = folder.Path, Seed = seed }, Cancel))
        using (var edge = new Edge(service))
        {
            run = await Failover(service, edge, folder.Path);
        }

        var loss = SimulatedServiceFiles.Count(folder.Path);
        output.WriteLine($"seed {seed}: lag {run.Lag}, {loss}, window {loss.Window}");
        Assert.True(loss.Lost > 0);
        Assert.Equal(0, loss.SplitBrain);
        Assert.EndsWith("eu-west-1", loss.Survivor, StringComparison.Ordinal);
        // The promise behind every prediction: what was sent up to the recovery point is on the target.
        Assert.True(loss.FirstLostAt > run.RecoveryPoint, $"{loss.FirstLostAt:O} was lost, but {run.RecoveryPoint:O} was known to be safe");
        Assert.True(loss.LastLostAt < run.Fenced);
        Assert.InRange(loss.Window, TimeSpan.Zero, run.Fenced - run.RecoveryPoint);
        Assert.Equal(LostByHand(folder.Path), loss.Lost);
        return run with { Loss = loss };
    }

    private static async Task<Run> Failover(SimulatedService service, Edge edge, string folder)
    {
        await edge.Until("write-rate", rate => rate.Buckets!.Sum(second => second.Count) > 60, Cancel);
        await edge.Until("replication-lag", lag => lag.Value < 30, Cancel);
        await edge.Until("serving?region=us-east-1", serving => serving.Value == 1, Cancel);
        Assert.Equal(0, (await edge.Reading("fenced?region=us-east-1", Cancel))!.Value);
        Assert.Equal(0, (await edge.Reading("primary-dead", Cancel))!.Value);

        service.KillPrimary();
        await edge.Until("primary-dead", dead => dead.Value == 1, Cancel);
        await edge.Until("error-rate", failed => failed.Value > 0.2m, Cancel);
        var lag = (await edge.Reading("replication-lag", Cancel))!;
        Assert.Equal(0, (await edge.Reading("primary-healthy", Cancel))!.Value);
        Assert.Equal(0, (await edge.Reading("serving?region=eu-west-1", Cancel))!.Value);

        var epoch = new { epoch = 1 };
        Assert.Equal(200, (await edge.Post(service.Edge, "/fence", new { region = "us-east-1", epoch = 1 }, Cancel)).Status);
        var fenced = (await edge.Reading("fenced?region=us-east-1", Cancel))!;
        Assert.Equal(1, fenced.Value);
        Assert.Equal(200, (await edge.Post(service.Target, "/promote", epoch, Cancel)).Status);
        Assert.Equal(200, (await edge.Post(service.Edge, "/route", new { region = "eu-west-1", epoch = 1 }, Cancel)).Status);

        Assert.Equal(1, (await edge.Reading("serving?region=eu-west-1", Cancel))!.Value);
        await Edge.Until("writes acknowledged by the target", () => Task.FromResult(
            Acknowledged.Read(Path.Combine(folder, "edge")).Where(write => write.Region == "eu-west-1").Skip(20).FirstOrDefault()), Cancel);
        Assert.Equal(lag, await edge.Reading("replication-lag", Cancel));
        Assert.Equal(409, (await edge.Post(service.Edge, "/unfence", new { region = "us-east-1", epoch = 1 }, Cancel)).Status);
        return new Run(lag.Value, lag.RecoveryPoint, fenced.SampledAt, service.CountLoss());
    }

    private static int LostByHand(string folder)
    {
        var kept = File.ReadLines(Path.Combine(folder, "eu-west-1", "rows.log")).Select(line => line.Split('\t').ElementAtOrDefault(1)).ToHashSet();
        return File.ReadLines(Path.Combine(folder, "edge", "acknowledged.log")).Count(line => !kept.Contains(line.Split('\t')[1]));
    }

    private sealed record Run(decimal Lag, DateTimeOffset RecoveryPoint, DateTimeOffset Fenced, LossCount Loss);
}
