using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace IncidentBot.Acceptance.Teams;

/// <summary>What the Playground's page sees: every message as it stands, and what the bot answered to each activity.</summary>
internal sealed class PlaygroundFeed : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly List<ClientWebSocket> sockets = [];
    private readonly List<Task> reading = [];
    private readonly Lock gate = new();
    private readonly List<JsonObject> messages = [];
    private readonly List<JsonObject> posted = [];
    private readonly Dictionary<string, JsonObject> answers = [];

    internal static async Task<PlaygroundFeed> Open(Uri address, CancellationToken cancel)
    {
        var feed = new PlaygroundFeed();
        await feed.Connect(new Uri(address, "_ws_conversation/v1/conversations/stream"), feed.Message, cancel);
        await feed.Connect(new Uri(address, "_ws/log/stream"), feed.Logged, cancel);
        return feed;
    }

    /// <summary>The messages of a conversation, oldest first.</summary>
    /// <remarks>The page shows the chat of one person alone. What went to another's is known from the log, which does not say whose: it is nobody else's to see.</remarks>
    internal IReadOnlyList<JsonObject> In(string conversation) => Seen(() =>
        (conversation.EndsWith("@test.user", StringComparison.Ordinal)
            ? posted.Where(p => messages.All(m => (string?)m["messageId"] != (string?)p["messageId"]))
            : messages.Where(m => (string?)m["conversation"] == conversation)).Select(m => m.DeepClone().AsObject()).ToList());

    /// <summary>What the bot answered to an activity; null before it did.</summary>
    internal JsonObject? Answer(string activity) => Seen(() => answers.GetValueOrDefault(activity)?.DeepClone().AsObject());

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await Task.WhenAll(reading);
        sockets.ForEach(s => s.Dispose());
        closing.Dispose();
    }

    private async Task Connect(Uri address, Action<JsonObject> take, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        sockets.Add(socket);
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, cancel);
        reading.Add(Read(socket, take, closing.Token));
    }

    private void Message(JsonObject frame)
    {
        if (frame["message"] is not JsonObject message || (string?)frame["action"] is not ("createMessage" or "updateMessage"))
        {
            return;
        }

        var shown = message.DeepClone().AsObject();
        shown["conversation"] = (string?)frame["actionConversationId"];
        var at = messages.FindIndex(m => (string?)m["messageId"] == (string?)shown["messageId"] && (string?)m["conversation"] == (string?)shown["conversation"]);
        if (at < 0)
        {
            messages.Add(shown);
        }
        else
        {
            messages[at] = shown;
        }
    }

    private void Logged(JsonObject frame)
    {
        if (frame["log"] is JsonObject log && (string?)log["request"]?["body"]?["id"] is { } id && log["response"] is JsonObject response)
        {
            answers[id] = response.DeepClone().AsObject();
        }
        else if (frame["log"] is JsonObject sent && (string?)sent["activityName"] == "message" && (string?)sent["from"] == "User Application" && sent["request"]?["body"] is JsonObject body)
        {
            var message = body.DeepClone().AsObject();
            message["messageId"] = (string?)sent["messageId"];
            posted.Add(message);
        }
    }

    private async Task Read(ClientWebSocket socket, Action<JsonObject> take, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        using var whole = new MemoryStream();
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                var part = await socket.ReceiveAsync(buffer, cancel);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                whole.Write(buffer.AsSpan(0, part.Count));
                if (part.EndOfMessage)
                {
                    var frame = JsonNode.Parse(whole.ToArray()) as JsonObject;
                    whole.SetLength(0);
                    Seen(() =>
                    {
                        take(frame ?? []);
                        return true;
                    });
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The test is over.
        }
    }

    private T Seen<T>(Func<T> look)
    {
        lock (gate)
        {
            return look();
        }
    }
}
