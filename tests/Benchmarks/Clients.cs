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

    /// <summary>Sends every request once, each client the next one when it has its answer.</summary>
    internal Task Send(IReadOnlyList<byte[]> requests, CancellationToken cancel)
    {
        var next = -1;
        return Task.WhenAll(clients.Select(client => Task.Run(
            async () =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < requests.Count;)
                {
                    await client.Send(requests[i], cancel);
                }
            },
            cancel)));
    }

    public void Dispose() => clients.ForEach(c => c.Dispose());
}
