using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentBot.Acceptance.Slack;

/// <summary>What local-slack's page sees and sends over its WebSocket: modals and Home, which its control interface does not have.</summary>
internal sealed class SlackWindow : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private Task reading = Task.CompletedTask;
    private JsonArray stack = [];
    private JsonObject? errors;
    private JsonObject? home;

    internal static async Task<SlackWindow> Open(Uri slack, CancellationToken cancel)
    {
        var window = new SlackWindow();
        await window.socket.ConnectAsync(new UriBuilder(new Uri(slack, "ui")) { Scheme = "ws" }.Uri, cancel);
        window.reading = window.Read(window.closing.Token);
        return window;
    }

    /// <summary>The phrase that the press form asks for, read off the form as a person would.</summary>
    internal static string Phrase(JsonObject form)
    {
        var asks = form["blocks"]!.AsArray().Select(b => (string?)b!["text"]?["text"] ?? "").Single(t => t.StartsWith("*Type exactly:*", StringComparison.Ordinal));
        return asks.Split('`')[1];
    }

    /// <summary>The modal on top, once it is a form that can be sent.</summary>
    internal Task<JsonObject> Form(CancellationToken cancel) => Wait.For(
        () => Task.FromResult(Seen(() => Top is { } top && top["submit"] is not null ? top.DeepClone().AsObject() : null)), () => $"Open: {Seen(() => stack.ToJsonString())}", cancel);

    /// <summary>The Home tab that was published last.</summary>
    internal Task<JsonObject> Home(CancellationToken cancel) => Wait.For(() => Task.FromResult(Seen(() => home?.DeepClone().AsObject())), () => "No Home was published.", cancel);

    /// <summary>Sends the form as it is filled, with the given fields over it, and waits until it is closed.</summary>
    internal async Task Submit(string person, JsonObject form, (string Name, string Value)[] fields, CancellationToken cancel)
    {
        await Send(person, form, fields, cancel);
        await Wait.For(() => Task.FromResult(Seen(() => Top is null ? "" : null)), () => $"Refused: {Seen(() => errors?.ToJsonString())}", cancel);
    }

    /// <summary>Sends the form, and answers what it was refused for, by block.</summary>
    internal async Task<JsonObject> Refused(string person, JsonObject form, (string Name, string Value)[] fields, CancellationToken cancel)
    {
        Seen(() => errors = null);
        await Send(person, form, fields, cancel);
        return await Wait.For(() => Task.FromResult(Seen(() => errors?.DeepClone().AsObject())), () => "It was not refused.", cancel);
    }

    /// <summary>A press of a button on the Home tab.</summary>
    internal Task PressAtHome(string person, JsonObject button, CancellationToken cancel) => Send(new JsonObject
    {
        ["t"] = "block_action",
        ["appId"] = LocalSlack.App,
        ["channel"] = "",
        ["messageTs"] = "",
        ["user"] = LocalSlack.UserOf(person),
        ["action"] = new JsonObject { ["type"] = "button", ["action_id"] = button["action_id"]!.DeepClone(), ["value"] = button["value"]?.DeepClone() },
    }, cancel);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await reading;
        socket.Dispose();
        closing.Dispose();
    }

    private JsonObject? Top => stack.Count == 0 ? null : stack[^1]!["blocks"] is null ? stack[^1]!["view"]?.AsObject() : stack[^1]!.AsObject();

    private Task Send(string person, JsonObject form, (string Name, string Value)[] fields, CancellationToken cancel)
    {
        var values = new JsonObject();
        foreach (var block in form["blocks"]!.AsArray().Where(b => (string?)b!["type"] == "input"))
        {
            var (id, element) = ((string)block!["block_id"]!, block["element"]!);
            var given = fields.FirstOrDefault(f => id == $"field/{f.Name}").Value ?? (string?)element["initial_value"] ?? (string?)element["initial_option"]?["value"];
            values[id] = new JsonObject { [(string)element["action_id"]!] = Filled((string)element["type"]!, given) };
        }

        return Send(new JsonObject { ["t"] = "view_submit", ["user"] = LocalSlack.UserOf(person), ["values"] = values }, cancel);
    }

    private static JsonObject Filled(string type, string? value) => type == "static_select"
        ? new JsonObject { ["type"] = type, ["selected_option"] = value is null ? null : new JsonObject { ["value"] = value } }
        : new JsonObject { ["type"] = type, ["value"] = value };

    private Task Send(JsonObject frame, CancellationToken cancel) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancel);

    private async Task Read(CancellationToken cancel)
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
                    Note(JsonNode.Parse(whole.ToArray())!.AsObject());
                    whole.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The test is over.
        }
    }

    private void Note(JsonObject frame) => Seen(() => (string?)frame["t"] switch
    {
        "view" => stack = frame["stack"]?.DeepClone().AsArray() ?? [],
        "view_errors" => errors = frame["errors"]?.DeepClone().AsObject(),
        "home" => home = frame["view"]?.DeepClone().AsObject(),
        _ => (JsonNode?)null,
    });

    private T Seen<T>(Func<T> look)
    {
        lock (gate)
        {
            return look();
        }
    }
}
