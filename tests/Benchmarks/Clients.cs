using System.Diagnostics;

namespace IncidentBot.Benchmarks;

/// <summary>Several clients that share a list of requests.</summary>
internal sealed class Clients : IDisposable
{
    private readonly List<RawClient> clients = [];

    internal static async Task<Clients> Connect(int count, int port, CancellationToken cancel)
    {
        var all = new Clients();
        for (var i = 0; i < count; i++)
        {
            var client = new RawClient();
            all.clients.Add(client);
            await client.Connect(port, cancel);
        }

        return all;
    }

    /// <summary>Sends every request once, each client the next one when it has its answer; answers how long each took.</summary>
    internal async Task<IReadOnlyList<TimeSpan>> Send(IReadOnlyList<byte[]> requests, CancellationToken cancel)
    {
        var next = -1;
        var took = new TimeSpan[requests.Count];
        await Task.WhenAll(clients.Select(client => Task.Run(
            async () =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < requests.Count;)
                {
                    var start = Stopwatch.GetTimestamp();
                    await client.Send(requests[i], cancel);
                    took[i] = Stopwatch.GetElapsedTime(start);
                }
            },
            cancel)));
        return took;
    }

    public void Dispose() => clients.ForEach(c => c.Dispose());
}
