using System.Text.Json;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Telemetry;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>A message's room does not exist yet; it waits.</summary>
internal sealed class RoomNotOpenException() : Exception("The room was never opened.");

/// <summary>Carries one outbox message to its platform. Safe to repeat: the platform knows the key, the card knows its own message.</summary>
internal sealed class OutboxDelivery(
    IOutbox outbox, RoomBook rooms, RoomFurnishing furnishing, RecordSharing records, Situations situations, IncidentDesk desk, TimeProvider clock)
{
    /// <summary>Delivers, and answers the platform's id of the message.</summary>
    internal async Task<string?> Deliver(IChatPlatform platform, OutboxEntry entry, CancellationToken cancel)
    {
        if (entry.Kind == OutboxKinds.Open)
        {
            return await Open(platform, entry, cancel);
        }

        var room = await rooms.Resolve(entry.Room, cancel) ?? throw new RoomNotOpenException();
        try
        {
            return await In(platform, entry, room, cancel);
        }
        catch (RoomLostException e)
        {
            // Recorded first: a crash in between delivers the message again, to the new room.
            if (entry.Room.Split('/') is not [_, var stream, var kind, ..] || !IncidentLog.IsIncident(stream))
            {
                throw new ChatRefusedException(e.Message, e.Remedy);
            }

            await desk.Send(stream, new IncidentCommand.NoteRoom(new RoomRef(platform.Name, e.Instead.Room, kind, e.Instead.Name)), Actor.Bot(platform.Name), null, cancel);
            await desk.Send(stream, new IncidentCommand.NoteRoomTrouble(platform.Name, e.Message, e.Remedy), Actor.Bot(platform.Name), null, cancel);
            return await In(platform, entry, e.Instead.Room, cancel);
        }
    }

    private async Task<string?> In(IChatPlatform platform, OutboxEntry entry, string room, CancellationToken cancel)
    {
        switch (entry.Kind)
        {
            case OutboxKinds.Furnish:
                await furnishing.Furnish(platform, entry, room, Read<RoomRequest>(entry), cancel);
                return null;
            case OutboxKinds.Mend:
                await furnishing.Mend(platform, entry, room, cancel);
                return null;
            case OutboxKinds.Share:
                await Share(platform, entry, room, cancel);
                return null;
            case OutboxKinds.Post:
                return (await PostOrEdit(platform, entry, room, Read<ChatPost>(entry), cancel)).Message;
            case OutboxKinds.Card:
                var situation = await situations.Load(entry.Payload, cancel);
                var (message, isNew) = await PostOrEdit(platform, entry, room, LivingCard.Of(situation, clock.GetUtcNow()), cancel);
                if (isNew)
                {
                    Measured(platform, situation.Incident);
                    await Pinned(platform.Name, entry, message, cancel);
                }

                return message;
            case OutboxKinds.Whisper:
                var whisper = Read<Whispered>(entry);
                await platform.Whisper(room, whisper.Person, whisper.Post, entry.Key, cancel);
                return null;
            case OutboxKinds.Archive:
                await Archive(platform, entry, room, cancel);
                return null;
            default:
                throw new ChatRefusedException($"Nothing sends a message of kind '{entry.Kind}'.", "It was written by another version.");
        }
    }

    private async Task<(string Message, bool IsNew)> PostOrEdit(IChatPlatform platform, OutboxEntry entry, string room, ChatPost post, CancellationToken cancel)
    {
        // A card, and each triage alarm, is one message that is edited in place; alarm news of a room is posted anew each time.
        var living = entry.Coalesce is { } tag && tag != "alarms" ? await outbox.PlatformId(entry.Room, tag, cancel) : null;
        if (living is null)
        {
            return (await platform.Post(room, post, entry.Key, cancel), true);
        }

        try
        {
            await platform.Edit(room, living, post, cancel);
            return (living, false);
        }
        catch (ChatRefusedException)
        {
            // Somebody deleted it, or it stayed behind in a room that was lost: it is posted anew, and refused if the room itself is.
            return (await platform.Post(room, post, entry.Key, cancel), true);
        }
    }

    /// <summary>Only what an alarm opened: who declares by hand is looking at the screen already.</summary>
    private void Measured(IChatPlatform platform, Incident incident)
    {
        if (incident is { IsDrill: false, DeclaredBy.Via: "alarm" })
        {
            Instruments.CardShown(clock.GetUtcNow() - incident.DeclaredAt, platform.Name);
        }
    }

    /// <summary>A card that is new is pinned beside everything else: it is seen before that. A repeat after a crash finds the card new again.</summary>
    private Task Pinned(string platform, OutboxEntry entry, string message, CancellationToken cancel) => outbox.Enqueue(
        [
            new OutboxMessage($"{entry.Key}/pin", RoomBook.PinLane(platform, entry.Payload), OutboxKinds.Furnish,
                JsonSerializer.Serialize(new RoomRequest(entry.Payload, RoomBook.Incident, "", []) { Card = message }, WorkflowJson.Options), OutboxPriority.State, null, clock.GetUtcNow()),
        ],
        null, cancel);

    private async Task Share(IChatPlatform platform, OutboxEntry entry, string room, CancellationToken cancel)
    {
        var wanted = Read<RecordWanted>(entry);
        var (files, told) = await records.Of(wanted, cancel);
        var post = AnnounceDrill.Marked(told, (await situations.Load(wanted.Incident, cancel)).Incident);
        try
        {
            await platform.Share(room, files, post, entry.Key, cancel);
        }
        catch (ChatRefusedException e)
        {
            // How to have the record without files is part of what is said.
            await platform.Post(room, new ChatPost("refusal", $"{e.Message} {e.Remedy}\n{post.Text}"), $"{entry.Key}/refused", cancel);
        }
    }

    private async Task Archive(IChatPlatform platform, OutboxEntry entry, string room, CancellationToken cancel)
    {
        try
        {
            await platform.Archive(room, cancel);
        }
        catch (ChatRefusedException e)
        {
            await furnishing.Note(platform.Name, RoomFurnishing.Stream(entry), RoomBook.Incident,
                [RoomTrouble.Of(RoomBook.Incident, ["archive the channel"], e.Cause ?? e.Message.TrimEnd('.'), e.Remedy)], cancel);
        }
    }

    private async Task<string> Open(IChatPlatform platform, OutboxEntry entry, CancellationToken cancel)
    {
        var request = Read<RoomRequest>(entry);
        var opened = await platform.OpenRoom(request, entry.Key, cancel);
        var stream = entry.Room.Split('/')[1];
        var room = new RoomRef(platform.Name, opened.Room, request.Kind, opened.Name);
        if (stream == IncidentLog.Triage)
        {
            await desk.NoteTriageRoom(room, cancel);
            return opened.Room;
        }

        await desk.Send(stream, new IncidentCommand.NoteRoom(room), Actor.Bot(platform.Name), null, cancel);
        await furnishing.Note(platform.Name, stream, request.Kind, opened.Troubles, cancel);
        await outbox.Enqueue(
            [new OutboxMessage($"{entry.Key}/furnish", RoomBook.FurnishLane(platform.Name, stream, request.Kind), OutboxKinds.Furnish, entry.Payload, OutboxPriority.Alarm, null, clock.GetUtcNow())], null, cancel);
        return opened.Room;
    }

    private static T Read<T>(OutboxEntry entry) => JsonSerializer.Deserialize<T>(entry.Payload, WorkflowJson.Options) ?? throw new JsonException("The payload is empty.");
}
