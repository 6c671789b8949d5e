using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Socket Mode of the strict Slack: any envelope on any socket, sent again until one acknowledges it.</summary>
internal sealed class StrictSockets : IDisposable
{
    private readonly ConcurrentDictionary<int, WebSocket> open = new();
    private readonly ConcurrentDictionary<string, JsonObject> acknowledged = new();
    private readonly CancellationTokenSource ending = new();
    private int last;

    internal bool Disabled { get; set; }

    /// <summary>How many sockets were ever opened.</summary>
    internal int Opened => last;

    internal int Count => open.Count;

    internal IReadOnlyCollection<int> Numbers => [.. open.Keys.Order()];

    internal async Task Accept(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var number = Interlocked.Increment(ref last);
        await Send(socket, new JsonObject { ["type"] = "hello", ["num_connections"] = open.Count + 1 });
        open[number] = socket;
        try
        {
            var buffer = new byte[64 * 1024];
            while (await socket.ReceiveAsync(buffer, ending.Token) is { MessageType: WebSocketMessageType.Text } received)
            {
                var answer = JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, received.Count))!.AsObject();
                acknowledged[(string)answer["envelope_id"]!] = answer;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The other end is gone, or the test ends.
        }
        finally
        {
            open.TryRemove(number, out _);
        }
    }

    /// <summary>Sends an envelope on one socket and waits for its acknowledgement; null if none came in time.</summary>
    internal async Task<JsonObject?> Deliver(string type, JsonObject payload, CancellationToken cancel, int? number = null, string? envelope = null)
    {
        envelope ??= Guid.NewGuid().ToString("D");
        var socket = number is { } n ? open[n] : open.OrderBy(s => s.Key).First().Value;
        await Send(socket, new JsonObject { ["type"] = type, ["envelope_id"] = envelope, ["payload"] = payload.DeepClone(), ["accepts_response_payload"] = true });
        for (var until = DateTimeOffset.UtcNow.AddSeconds(3); DateTimeOffset.UtcNow < until;)
        {
            if (acknowledged.TryGetValue(envelope, out var answer))
            {
                return answer;
            }

            await Task.Delay(5, cancel);
        }

        return null;
    }

    internal Task Disconnect(int number, string reason) => Send(open[number], new JsonObject { ["type"] = "disconnect", ["reason"] = reason });

    internal void Cut(int number) => open[number].Abort();

    public void Dispose()
    {
        ending.Cancel();
        foreach (var socket in open.Values)
        {
            socket.Abort();
        }

        ending.Dispose();
    }

    private static Task Send(WebSocket socket, JsonObject json) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
}
