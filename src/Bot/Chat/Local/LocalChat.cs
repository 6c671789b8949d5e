using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentBot.Workflow;
using Microsoft.Extensions.Options;

namespace IncidentBot.Chat.Local;

/// <summary>The chat server in the bot's own process: what it was told is durable when a call returns.</summary>
internal sealed partial class LocalChat(ChatFile file, IOptions<LocalChatOptions> options, TimeProvider time) : IChatPlatform
{
    internal const string PlatformName = "local";

    /// <summary>A longer post is cut, and says so, in UTF-16 characters.</summary>
    internal const int LongestText = 100_000;

    private const int LongestRoomName = 80;

    public string Name => PlatformName;

    public Task<OpenedRoom> OpenRoom(RoomRequest request, string key, CancellationToken cancel)
    {
        if (!RoomName().IsMatch(request.Name))
        {
            throw new ChatRefusedException(
                $"\"{LocalText.Cut(request.Name, 100)}\" cannot name a room.", "Use lower-case letters, digits and hyphens, at most 80.");
        }

        return file.Write(
            async chat =>
            {
                var id = await chat.RoomByKey(key);
                if (id is null)
                {
                    id = await FreeName(chat, request.Name);
                    await chat.AddRoom(id, key, request.Kind, request.Topic, time.GetUtcNow());
                }

                return new OpenedRoom(id, id, [.. request.Invite.Where(p => Persona(p) is null).Select(Uninvited)]);
            },
            cancel);
    }

    public Task<string> Post(string room, ChatPost post, string key, CancellationToken cancel) =>
        Add(room, "post/" + key, author: null, audience: null, post, cancel);

    public Task Edit(string room, string message, ChatPost post, CancellationToken cancel) => file.Write(
        async chat =>
        {
            var found = await Find(chat, room, message);
            if (found.Author is not null || found.Audience is not null)
            {
                throw new ChatRefusedException($"Message {message} is not the bot's own post.", "Edit only what the bot has posted to the room.");
            }

            var (text, card) = (LocalText.Cut(post.Text, LongestText), CardJson(post.Card));
            if (found.Kind != post.Kind || found.Text != text || found.Card != card)
            {
                await Writable(chat, room);
                await chat.Replace(found.Number, post.Kind, text, card, time.GetUtcNow());
            }

            return found.Number;
        },
        cancel);

    public Task Pin(string room, string message, CancellationToken cancel) => file.Write(
        async chat =>
        {
            var found = await Find(chat, room, message);
            if (found.Pinned == 0)
            {
                await Writable(chat, room);
                await chat.MarkPinned(found.Number);
            }

            return found.Number;
        },
        cancel);

    public Task Whisper(string room, string person, ChatPost post, string key, CancellationToken cancel) =>
        Persona(person) is null
            ? throw new ChatRefusedException($"Nobody here is \"{LocalText.Cut(person, 100)}\".", "Name a person of Chat:Local:Personas.")
            : Add(room, $"whisper/{person}/{key}", author: null, audience: person, post, cancel);

    public Task Archive(string room, CancellationToken cancel) => file.Write(
        async chat =>
        {
            if ((await Existing(chat, room)).Archived == 0)
            {
                await chat.MarkArchived(room);
            }

            return room;
        },
        cancel);

    /// <summary>What a persona said: public, or shown to that persona alone.</summary>
    internal Task<string> Say(string room, LocalPersona person, string kind, string text, bool alone, string delivery, CancellationToken cancel) =>
        Add(room, "say/" + delivery, person, alone ? person.Id : null, new ChatPost(kind, text), cancel);

    internal LocalPersona? Persona(string id) => options.Value.Personas.FirstOrDefault(p => p.Id == id);

    private Task<string> Add(string room, string key, LocalPersona? author, string? audience, ChatPost post, CancellationToken cancel) => file.Write(
        async chat =>
        {
            // A repeat is answered before the room is looked at: it may have been archived since.
            if (await chat.MessageByKey(room, key) is { } known)
            {
                return LocalMessage.IdOf(known);
            }

            await Writable(chat, room);
            var text = LocalText.Cut(post.Text, LongestText);
            var name = author?.Name ?? LocalMessage.BotName;
            return LocalMessage.IdOf(await chat.AddMessage(
                new NewMessage(room, key, author?.Id, name, post.Kind, text, CardJson(post.Card), audience, time.GetUtcNow())));
        },
        cancel);

    private static async Task<RoomState> Existing(ChatWriting chat, string room) => await chat.Room(room)
        ?? throw new ChatRefusedException($"There is no room \"{LocalText.Cut(room, 100)}\".", "Open the room again.");

    private static async Task Writable(ChatWriting chat, string room)
    {
        if ((await Existing(chat, room)).Archived != 0)
        {
            throw new ChatRefusedException($"Room \"{room}\" is archived and read-only.", "Continue in another room.");
        }
    }

    private static async Task<MessageState> Find(ChatWriting chat, string room, string message)
    {
        await Existing(chat, room);
        return LocalMessage.NumberOf(message) is { } number && await chat.Message(room, number) is { } found
            ? found
            : throw new ChatRefusedException($"Room \"{room}\" has no message \"{LocalText.Cut(message, 100)}\".", "Post it again.");
    }

    private static async Task<string> FreeName(ChatWriting chat, string wanted)
    {
        var name = wanted;
        for (var n = 2; await chat.Room(name) is not null; n++)
        {
            var suffix = $"-{n}";
            name = wanted[..Math.Min(wanted.Length, LongestRoomName - suffix.Length)].TrimEnd('-') + suffix;
        }

        return name;
    }

    private static RoomTrouble Uninvited(string person) =>
        new($"\"{LocalText.Cut(person, 100)}\" is no persona of the local chat and was not invited.", "Add the person to Chat:Local:Personas.");

    private static string? CardJson(Card? card) => card is null ? null : JsonSerializer.Serialize(card, WorkflowJson.Options);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,79}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoomName();
}
