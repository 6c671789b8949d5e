using System.Net.Http.Json;
using System.Text.Json;
using IncidentBot.Demo;

namespace IncidentBot.Acceptance.Demo;

/// <summary>Speaks to the simulated service as a plan's steps and readings do, and waits on conditions with a deadline.</summary>
internal sealed class Edge(SimulatedService service) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public async Task<(int Status, JsonElement Body)> Post(Uri server, string path, object body, CancellationToken cancel)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(server, path), body, cancel);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(cancel));
    }

    /// <summary>A reading of the monitor; null when it says that there is no sample.</summary>
    public async Task<Sample?> Reading(string name, CancellationToken cancel)
    {
        using var answer = await _http.GetAsync(new Uri(service.Edge, $"/readings/{name}"), cancel);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<Sample>(cancel) : null;
    }

    public Task<Sample> Until(string reading, Func<Sample, bool> holds, CancellationToken cancel) =>
        Until($"reading {reading}", async () => await Reading(reading, cancel) is { } sample && holds(sample) ? sample : null, cancel);

    public static async Task<T> Until<T>(string what, Func<Task<T?>> look, CancellationToken cancel)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (true)
            {
                if (await look() is { } found)
                {
                    return found;
                }

                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"{what}: not so within {Deadline}");
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A reading as the monitor serves it.</summary>
internal sealed record Sample(decimal Value, string Unit, DateTimeOffset SampledAt, string? Detail, IReadOnlyList<Second>? Buckets)
{
    /// <summary>For a lag sample: the newest row known to be on the replica.</summary>
    public DateTimeOffset RecoveryPoint => SampledAt.AddTicks((long)(-Value * TimeSpan.TicksPerSecond));
}

/// <summary>Acknowledged writes of one second.</summary>
internal sealed record Second(DateTimeOffset At, int Count);
