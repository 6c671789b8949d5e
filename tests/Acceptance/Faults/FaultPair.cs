using IncidentBot.Acceptance.Demo;
using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;
using Ports = IncidentBot.Demo.FreePort;

namespace IncidentBot.Acceptance.Faults;

/// <summary>What a test changes of how nodes are started.</summary>
internal sealed record PairTerms
{
    internal PostgresServer Server { get; init; } = PostgresServer.Shared;

    /// <summary>What stands before a node's command line, by node.</summary>
    internal Func<int, IReadOnlyList<string>> Before { get; init; } = _ => [];

    internal Func<int, IReadOnlyDictionary<string, string>> Environment { get; init; } = _ => new Dictionary<string, string>();

    /// <summary>The server's address as a node sees it; null: as the test does.</summary>
    internal Func<int, (string Host, int Port)?> Database { get; init; } = _ => null;

    /// <summary>The outside's address as all nodes see it; null: as the test does.</summary>
    internal Func<Uri, string>? Outside { get; init; }

    /// <summary>What is done to the empty database before a node sees it.</summary>
    internal Func<string, Task> Prepared { get; init; } = _ => Task.CompletedTask;

    /// <summary>As short as can be, so that a test does not wait for it; longer where no node is to lose it, however busy the machine is.</summary>
    internal string Lease { get; init; } = "3s";

    /// <summary>The folder of the plan.</summary>
    internal string Plans { get; init; } = "http";

    /// <summary>The plan's limit of being armed.</summary>
    internal string Armed { get; init; } = "2m";
}

/// <summary>Two real processes on one database, the outside that they act on, and the people who speak to whichever of them listens.</summary>
internal sealed class FaultPair : IAsyncDisposable
{
    internal const string Incident = "INC-1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TestFolder folder = new();
    private readonly PairTerms terms;
    private readonly Task<FaultNode>[] nodes = new Task<FaultNode>[FaultDatabase.Names.Length];

    private FaultPair(PairTerms terms, Outside outside)
    {
        this.terms = terms;
        Outside = outside;
        Database = new FaultDatabase(terms.Server);
        Sns = new SnsStandIn(folder.Path);
        Addresses = [.. Ports.Pick(nodes.Length).Select(port => new Uri($"http://127.0.0.1:{port}/"))];
        People = new FaultPeople(Addresses, () => LastWords());
        FaultReadings.On(outside);
    }

    internal Outside Outside { get; }

    internal FaultDatabase Database { get; }

    internal SnsStandIn Sns { get; }

    internal FaultPeople People { get; }

    internal IReadOnlyList<Uri> Addresses { get; }

    internal string Folder => folder.Path;

    internal string Settings(int node) => Path.Combine(folder.Path, $"settings-{node}.json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The first works and the second stands by: one after the other, for the first makes the key that the second is to have.</summary>
    internal static async Task<FaultPair> Begin(PairTerms? terms = null)
    {
        var pair = new FaultPair(terms ?? new PairTerms(), await Outside.Start(Cancel));
        try
        {
            await pair.terms.Prepared(pair.Database.Connection);
            for (var i = 0; i < pair.nodes.Length; i++)
            {
                pair.nodes[i] = pair.Start(i);
                await pair.nodes[i];
                if (i == 0) await pair.Database.Watch(Cancel);
            }

            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    internal Task<FaultNode> Node(int node) => nodes[node];

    /// <summary>The node that works.</summary>
    internal async Task<FaultNode> Working() => await nodes[await Database.Active(Cancel)];

    /// <summary>kill -9, and at once a new start, which goes on beside what follows.</summary>
    internal async Task KillAndRestart(int node)
    {
        (await nodes[node]).Kill();
        await (await nodes[node]).DisposeAsync();
        nodes[node] = Start(node);
    }

    internal Task<IReadOnlyList<IncidentEvent>> Events() => Database.Events(Incident, Cancel);

    internal async Task<Incident> Folded() => (await Events()).Aggregate(Workflow.Incidents.Incident.None, Evolve.Apply);

    internal Task<Incident> Until(FailoverState state) => Until(i => i.Failover.State == state, state.ToString());

    internal async Task<Incident> Until(Func<Incident, bool> condition, string what)
    {
        await Until(async () => condition(await Folded()), what);
        return await Folded();
    }

    internal async Task Until(Func<Task<bool>> condition, string what)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (!await condition())
        {
            if (DateTimeOffset.UtcNow > deadline)
            {
                var events = await Events();
                Assert.Fail($"Not {what}:\n{string.Join('\n', events.Where(e => e is not IncidentEvent.ReadingsTaken).TakeLast(12))}\n{await LastWords()}");
            }

            await Task.Delay(50, Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes.Where(n => n is { IsFaulted: false })) await (await node).DisposeAsync();
        await Outside.DisposeAsync();
        await Sns.DisposeAsync();
        await Database.DisposeAsync();
        People.Dispose();
        folder.Dispose();
    }

    private async Task<FaultNode> Start(int node)
    {
        var outside = terms.Outside?.Invoke(Outside.Address) ?? Outside.Address.GetLeftPart(UriPartial.Authority);
        await FaultSettings.Write(Settings(node), Addresses[node], Database.Settings(node, folder.Path, terms.Lease, terms.Database(node)), outside, terms.Plans, terms.Armed, Cancel);
        var environment = terms.Environment(node).Concat(Sns.Environment).ToDictionary();
        return await FaultNode.Start(new NodeStart(Settings(node), terms.Before(node), environment), Cancel);
    }

    private async Task<string> LastWords()
    {
        var words = "";
        foreach (var node in nodes.OfType<Task<FaultNode>>()) words += node.IsCompletedSuccessfully ? $"-- {(await node).LastWords}\n" : "-- starting\n";
        return words;
    }
}
