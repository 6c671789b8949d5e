using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;

namespace IncidentBot.Acceptance.Soak;

/// <summary>One trouble of nodes and database after another, each of a shuffled deck before any comes again; the next only once somebody works.</summary>
internal sealed class SoakFaults(SoakOptions options, SoakNodes nodes, PostgresServer server, PostgresConnections connections)
{
    /// <summary>Longer than the lease of three seconds.</summary>
    private static readonly TimeSpan Paused = TimeSpan.FromSeconds(4.5);

    private readonly List<(DateTimeOffset At, NodeFault Fault)> done = [];

    internal IReadOnlyList<(DateTimeOffset At, NodeFault Fault)> Done => done;

    /// <summary>Returns after the last trouble has passed.</summary>
    internal async Task Make(DateTimeOffset until, CancellationToken cancel)
    {
        var dice = Dice.For(options.Seed, "faults");
        var deck = new Queue<NodeFault>();
        while (options.Faults.Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(1500, 4000)), cancel);
            if (DateTimeOffset.UtcNow > until) return;
            if (deck.Count == 0)
            {
                var cards = options.Faults.ToArray();
                dice.Shuffle(cards);
                deck = new Queue<NodeFault>(cards);
            }

            await SomebodyWorks(cancel);
            done.Add((DateTimeOffset.UtcNow, deck.Peek()));
            await Make(deck.Dequeue(), dice, cancel);
        }
    }

    /// <summary>Waits until a node holds a lease that is not over.</summary>
    internal async Task SomebodyWorks(CancellationToken cancel)
    {
        for (var deadline = DateTimeOffset.UtcNow.AddMinutes(2); ;)
        {
            try
            {
                if (await connections.Value<long>("SELECT count(*) FROM leases WHERE expires_at > now()", null, cancel) > 0) return;
            }
            catch (StoreUnavailableException) when (DateTimeOffset.UtcNow < deadline)
            {
                // It is being started.
            }

            if (DateTimeOffset.UtcNow > deadline) throw new TimeoutException($"No node works. {nodes.LastWords}");
            await Task.Delay(100, cancel);
        }
    }

    private async Task Make(NodeFault fault, Random dice, CancellationToken cancel)
    {
        var active = await nodes.Active(cancel);
        switch (fault)
        {
            case NodeFault.KillActive:
                await nodes.KillAndStart(active, cancel);
                break;
            case NodeFault.KillStandby:
                await nodes.KillAndStart(1 - active, cancel);
                break;
            case NodeFault.PauseActive:
                await nodes.Pause(active, Paused, cancel);
                break;
            case NodeFault.StopDatabase:
                await Task.Run(() => server.Stop("immediate"), cancel);
                await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(200, 4000)), cancel);
                await Task.Run(server.Start, cancel);
                break;
        }
    }
}
