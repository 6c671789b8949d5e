using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>People and SNS: each tries one node and then the next until one takes what they have, always under the same delivery id.</summary>
internal sealed class FaultPeople(IReadOnlyList<Uri> nodes, Func<Task<string>> otherwise) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(15) };
    private readonly ConcurrentDictionary<string, string> lines = new();
    private int deliveries;
    private int turn;

    /// <summary>The nodes that are spoken to; all unless a test says otherwise.</summary>
    internal IReadOnlyList<int> Reachable { get; set; } = [.. Enumerable.Range(0, nodes.Count)];

    /// <summary>What a node took, by delivery id: it must be in the log once.</summary>
    internal IReadOnlyDictionary<string, string> Acknowledged => lines;

    /// <summary>Says a line until a node has taken it.</summary>
    internal async Task Say(string person, string text, CancellationToken cancel, string kind = "incident")
    {
        var delivery = $"d{Interlocked.Increment(ref deliveries)}";
        await Try(async address =>
        {
            if (await Room(address, person, kind, cancel) is not { } room) return false;
            using var answer = await http.PostAsJsonAsync(new Uri(address, $"chat/rooms/{room}/say"), new { person, delivery, text = $"/incident {text}" }, cancel);
            return answer.IsSuccessStatusCode;
        }, text, cancel);
        lines[delivery] = text;
    }

    /// <summary>Delivers as SNS does: again until it was acknowledged.</summary>
    internal Task Deliver(SnsDelivery delivery, CancellationToken cancel) => Try(async address => await Once(address, delivery, cancel) == 200, "an alarm", cancel);

    /// <summary>One delivery to one node, and its status; 0 if nobody answered.</summary>
    internal async Task<int> Once(Uri address, SnsDelivery delivery, CancellationToken cancel)
    {
        try
        {
            using var request = delivery.Request(new Uri(address, "/alarms/sns"));
            using var answer = await http.SendAsync(request, cancel);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>A page of a node, and its status; 0 if nobody answered.</summary>
    internal async Task<(int Status, string Text)> Page(Uri address, string path, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address, path), cancel);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return (0, e.Message);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task Try(Func<Uri, Task<bool>> act, string what, CancellationToken cancel)
    {
        for (var deadline = DateTimeOffset.UtcNow + Patience; ;)
        {
            var address = nodes[Reachable[Interlocked.Increment(ref turn) % Reachable.Count]];
            try
            {
                if (await act(address)) return;
            }
            catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                // It was killed, stands still, or is starting: the other one is asked.
            }

            Assert.True(DateTimeOffset.UtcNow < deadline, $"Nobody took \"{what}\": {await otherwise()}");
            await Task.Delay(50, cancel);
        }
    }

    private async Task<string?> Room(Uri address, string person, string kind, CancellationToken cancel)
    {
        var rooms = await http.GetFromJsonAsync<JsonElement>(new Uri(address, $"chat/rooms?person={person}"), cancel);
        return rooms.GetProperty("rooms").EnumerateArray().Where(r => r.GetProperty("kind").GetString() == kind).Select(r => r.GetProperty("id").GetString()).FirstOrDefault();
    }
}
