using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Chat.Slack.Inbound;
using IncidentBot.Store;

namespace IncidentBot.Chat.Slack.Socket;

/// <summary>One socket of Socket Mode: each envelope is acknowledged only when it is durable.</summary>
internal sealed class SlackSocket(ClientWebSocket socket, SlackIntake intake, SlackAfter after, SlackOptions options, ILogger log) : IDisposable
{
    private const int Largest = 1024 * 1024;
    private static readonly TimeSpan Dead = TimeSpan.FromSeconds(30);

    private readonly byte[] buffer = new byte[16 * 1024];

    internal static async Task<SlackSocket> Connect(Uri url, SlackIntake intake, SlackAfter after, SlackOptions options, ILogger log, CancellationToken cancel)
    {
        if (url.Scheme != "wss" && !(url.Scheme == "ws" && url.IsLoopback))
        {
            throw new ChatUnavailableException("Slack gave an address for Socket Mode that is not encrypted.", Dead);
        }

        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = Dead / 2;
        socket.Options.KeepAliveTimeout = Dead;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Dead);
            await socket.ConnectAsync(url, patience.Token);
            return new SlackSocket(socket, intake, after, options, log);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes envelopes until Slack says that the socket ends, and answers its reason; null when the socket just closed.</summary>
    /// <param name="hello">Called once Slack has said hello.</param>
    internal async Task<string?> Read(Action hello, CancellationToken cancel)
    {
        while (await Receive(cancel) is { } text)
        {
            var envelope = new SlackPayload(JsonSerializer.Deserialize<JsonElement>(text));
            switch (envelope.Text("type"))
            {
                case "hello":
                    hello();
                    break;
                case "disconnect":
                    return envelope.Text("reason") ?? "refresh_requested";
                case var _ when envelope.Text("envelope_id") is { } id:
                    await Take(id, envelope, cancel);
                    break;
            }
        }

        return null;
    }

    internal async Task Close(CancellationToken cancel)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancel);
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task Take(string id, SlackPayload envelope, CancellationToken cancel)
    {
        var payload = new SlackPayload(envelope.At("payload"));
        var taken = SlackTaken.Quietly;
        if (SlackOrigin.Fault(payload, options) is { } fault)
        {
            log.LogWarning("A delivery of another {What} than the configured one was refused", fault);
        }
        else
        {
            try
            {
                taken = await intake.Take(payload, id, cancel);
            }
            catch (Exception e) when (e is StoreUnavailableException or ChatUnavailableException)
            {
                // Not durable, so not acknowledged: Slack sends it again.
                log.LogError(e, "A delivery of Slack could not be stored");
                return;
            }
        }

        var acknowledgement = new JsonObject { ["envelope_id"] = id };
        if (taken.Body is { } body)
        {
            acknowledgement["payload"] = body;
        }

        await socket.SendAsync(Encoding.UTF8.GetBytes(acknowledgement.ToJsonString()), WebSocketMessageType.Text, true, cancel);
        if (taken.After is { } work)
        {
            after.Run(work);
        }
    }

    private async Task<byte[]?> Receive(CancellationToken cancel)
    {
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancel);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer.AsSpan(0, received.Count));
            if (message.WrittenCount > Largest)
            {
                throw new WebSocketException($"A message of Slack is larger than {Largest} bytes.");
            }

            if (received.EndOfMessage)
            {
                return message.WrittenSpan.ToArray();
            }
        }
    }
}
