using System.Globalization;
using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Local;

/// <summary>Hands what a persona did to the bot's inbox, as any platform would. A command is stored there first and shown after.</summary>
internal sealed class LocalInbound(LocalChat chat, ChatReading reading, IInbox inbox, TimeProvider time)
{
    private static readonly string[] Addresses = ["/incident", "@bot"];

    /// <summary>Talk goes to the room alone; a line to the bot goes to the inbox, and stays visible: "/incident" to its author, "@bot" to all.</summary>
    internal async Task<IResult> Say(string room, LocalRequest request, CancellationToken cancel)
    {
        var (person, delivery, text) = (Person(request), request.Delivery(), request.Text("text"));
        await Writable(room, person, cancel);
        if (Addresses.FirstOrDefault(a => IsTo(a, text)) is not { } address)
        {
            var said = await chat.Say(room, person, "talk", text, alone: false, delivery, cancel);
            if (Grammar.Read(text, time.GetUtcNow()) is not ChatRequest.Unclear)
            {
                await chat.Whisper(room, person.Id, new ChatPost("answer", Hint(text)), "hint/" + delivery, cancel);
            }

            return LocalAnswer.Accepted(false, said);
        }

        var command = text[address.Length..].Trim();
        var receipt = await Add(room, person, delivery, command.Length == 0 ? "help" : command, null, new Dictionary<string, string>(), cancel);
        return LocalAnswer.Accepted(
            receipt == InboxReceipt.Duplicate, await chat.Say(room, person, "command", PressCode.Masked(text), alone: address[0] == '/', delivery, cancel));
    }

    internal async Task<IResult> Press(string room, LocalRequest request, CancellationToken cancel)
    {
        var (person, delivery, button, fields) = (Person(request), request.Delivery(), request.Text("button", 200), request.Fields());
        await Writable(room, person, cancel);
        return LocalAnswer.Accepted(await Add(room, person, delivery, null, button, fields, cancel) == InboxReceipt.Duplicate);
    }

    /// <summary>Keeps a message for the timeline: with its author, time and text as they were when it was pinned.</summary>
    internal async Task<IResult> Pin(string room, LocalRequest request, CancellationToken cancel)
    {
        var (person, delivery, id) = (Person(request), request.Delivery(), request.Text("message", 30));
        await Writable(room, person, cancel);
        if (await reading.Message(room, id, person.Id, cancel) is not { Whisper: false } message)
        {
            throw new LocalRequestException(StatusCodes.Status404NotFound, "There is no such message that everyone here can see.");
        }

        var fields = new Dictionary<string, string>
        {
            ["author"] = message.AuthorName,
            ["saidAt"] = message.At.UtcDateTime.ToString(WorkflowJson.TimeFormat, CultureInfo.InvariantCulture),
            ["text"] = message.Text,
            ["link"] = $"/#{room}/{message.Id}",
        };
        var receipt = await Add(room, person, delivery, "pin " + message.Id, null, fields, cancel);
        await chat.Pin(room, message.Id, cancel);
        return LocalAnswer.Accepted(receipt == InboxReceipt.Duplicate);
    }

    /// <summary>Whoever forgot the address would wait in vain, for the bot does not listen to talk.</summary>
    private static string Hint(string text) =>
        $"That was said to the room alone. If it is for the bot, send it as `/incident {(text.Length <= 100 && !text.AsSpan().ContainsAny('`', '\n') ? text : text.Split(' ', 2)[0] + " …")}`.";

    private static bool IsTo(string address, string text) =>
        text.StartsWith(address, StringComparison.OrdinalIgnoreCase) && (text.Length == address.Length || char.IsWhiteSpace(text[address.Length]));

    private LocalPersona Person(LocalRequest request)
    {
        var id = request.Text("person", 100);
        return chat.Persona(id)
            ?? throw new LocalRequestException(StatusCodes.Status400BadRequest, $"Nobody here is \"{id}\": choose one of GET /chat/personas.");
    }

    private async Task Writable(string id, LocalPersona person, CancellationToken cancel)
    {
        var room = await reading.Room(id, person.Id, cancel)
            ?? throw new LocalRequestException(StatusCodes.Status404NotFound, "There is no such room: choose one of GET /chat/rooms.");
        if (room.Archived)
        {
            throw new LocalRequestException(StatusCodes.Status409Conflict, "The room is archived and read-only: continue in another room.");
        }
    }

    private Task<InboxReceipt> Add(
        string room, LocalPersona person, string delivery, string? text, string? button, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var inbound = new ChatInbound(LocalChat.PlatformName, delivery, room, person.Id, person.Name, text, button, fields, now);
        return inbox.Add(
            new InboxItem("chat", $"{LocalChat.PlatformName}/{delivery}", JsonSerializer.Serialize(inbound, WorkflowJson.Options), now), cancel);
    }
}
