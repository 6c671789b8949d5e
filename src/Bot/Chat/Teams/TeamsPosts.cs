using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentBot.Chat.Teams.Connector;
using IncidentBot.Chat.Teams.Rendering;

namespace IncidentBot.Chat.Teams;

/// <summary>Posts once per key. The first card of a room takes the place of the message that began its thread; all else are replies.</summary>
internal sealed partial class TeamsPosts(
    TeamsConnector connector, TeamsReferences references, TeamsMemory memory, TeamsOnce once, TeamsOptions options, TeamsRenderer renderer, TeamsAccounts accounts, TeamsMembers members)
{
    private readonly Remembered<string> shown = new();

    /// <summary>Answers the activity's id.</summary>
    internal Task<string> Post(string room, ChatPost post, string key, CancellationToken cancel) => once.Do(TeamsMemory.Post, room, key, "", async () =>
    {
        var place = TeamsPlace.Of(room);
        var activity = TeamsActivities.Of(Rendered(await Linked(post, cancel)));
        if (place.Root is { } root && post.Card is { Incident.Length: > 0 } && await Begin(place, root, key, activity, cancel))
        {
            return root;
        }

        // Each news of a channel is a thread of its own; of a thread, a reply. A chat has no threads.
        return place.Root is null && !await IsChat(room, cancel)
            ? Told((await connector.Thread(place.Channel, activity, cancel)) is var made && made.ActivityId is { } first ? first : TeamsPlace.Of(made.Id).Root)
            : Told(await connector.Post(room, activity, cancel));
    }, cancel);

    internal async Task Edit(string room, string message, ChatPost post, CancellationToken cancel)
    {
        var activity = TeamsActivities.Of(Rendered(post));
        var (place, hash) = ($"{room}/{message}", Hash(activity));
        if (shown.Find(place) == hash)
        {
            return;
        }

        await connector.Put(await IsChat(room, cancel) ? room : TeamsPlace.Of(room).Holding(message), message, activity, cancel);
        shown[place] = hash;
    }

    /// <summary>A chat of two, or of a group: known by what was heard from it.</summary>
    private async Task<bool> IsChat(string room, CancellationToken cancel) => await references.Of(room, cancel) is { Scope: not "channel" };

    /// <summary>As everybody in the room sees it; whose view differs is listed, so that their clients ask for it.</summary>
    private TeamsRendered Rendered(ChatPost post)
    {
        if (post.Card is not { } card || card.Buttons.All(b => b.For is null))
        {
            return TeamsMessage.Of(post);
        }

        var viewers = accounts.Mapped.Where(m => renderer.Hidden(card, m.Person).Count > 0).Select(m => members.KnownId(m.User)).OfType<string>().Order(StringComparer.Ordinal);
        return TeamsMessage.Of(post, TeamsAudience.Everybody with { Viewers = [.. viewers] });
    }

    /// <summary>Puts the card where the thread begins, once; false where it cannot be there.</summary>
    private async Task<bool> Begin(TeamsPlace place, string root, string key, OutgoingActivity card, CancellationToken cancel)
    {
        var room = TeamsPlace.Thread(place.Channel, root);
        if (await memory.Find(TeamsMemory.Root, room, "", cancel) is not { Asked: var by, Result: var taken } || (taken is not null && by != key))
        {
            return false;
        }

        try
        {
            await connector.Put(room, root, card, cancel);
        }
        catch (TeamsErrorException)
        {
            // Somebody deleted it: the card is a reply.
            return false;
        }

        shown[$"{room}/{root}"] = Hash(card);
        await memory.Store(TeamsMemory.Root, room, "", key, root, cancel);
        return true;
    }

    /// <summary>A room's name, said in code, is followed by a link to it.</summary>
    private async Task<ChatPost> Linked(ChatPost post, CancellationToken cancel) =>
        post.Card is null && RoomNamed().Match(post.Text) is { Success: true } named && await memory.RoomOf(named.Groups["name"].Value, cancel) is { } room
            ? post with { Text = $"{post.Text} {TeamsPlace.Of(room).Link(options.TenantId)}" }
            : post;

    private static string Told(string? id) =>
        id ?? throw new ChatRefusedException("Teams took the message and did not say its id.", "It is there; look for it in the room.");

    private static string Hash(OutgoingActivity activity) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(activity, ConnectorJson.Options)));

    [GeneratedRegex("Its room is `(?<name>[a-z0-9-]{1,80})`", RegexOptions.CultureInvariant)]
    private static partial Regex RoomNamed();
}
