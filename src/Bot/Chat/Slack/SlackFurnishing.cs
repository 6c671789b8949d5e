using IncidentBot.Chat.Slack.Api;

namespace IncidentBot.Chat.Slack;

/// <summary>Topic, purpose, people and bookmark of a channel. Each stands alone: done once, and tried again for as long as it is refused.</summary>
internal sealed class SlackFurnishing(SlackClient slack, SlackMemory memory, SlackAccounts accounts, SlackGroups groups)
{
    private const string Kind = "part";
    private const string Done = "done";
    private const int LongestTopic = 250;

    internal async Task<IReadOnlyList<RoomTrouble>> Furnish(string room, RoomRequest request, CancellationToken cancel)
    {
        var group = await groups.Of(request.Kind, request.Roles, cancel);
        var people = request.Invite.Concat(request.Welcome).Distinct().Select(p => (Name: p, User: accounts.UserOf(p))).Where(p => p.User is not null).ToList();
        people.AddRange(group.Invite.Where(u => people.All(p => p.User != u.Id)).Select(u => (u.Shown, (string?)u.Id)));
        var parts = await Task.WhenAll(
        [
            .. request.Topic.Length > 0 ? Words(room, request, cancel) : [],
            .. people.Select(p => Part(room, "invite/" + p.User, $"invite {p.Name}", () => slack.Call<Nothing>(SlackMethod.Invite, new InviteUsers(room, p.User!), cancel), cancel)),
            .. request.Links.Select(l => Part(room, "bookmark/" + l.Key, $"bookmark the {l.Key.ToLowerInvariant()}", () => Bookmark(room, l.Key, l.Value, cancel), cancel)),
            .. request.Card is { } card ? [Card(room, card, cancel)] : (Task<SlackMissed?>[])[],
        ]);

        // Said once for each cause: a scope that is missing keeps everybody out alike.
        var troubles = parts.OfType<SlackMissed>().GroupBy(m => (m.Why.Error, m.Why.Remedy)).Select(g => RoomTrouble.Of(request.Kind, [.. g.Select(m => m.What)], g.Key.Error, g.Key.Remedy));
        return [.. troubles, .. group.Troubles, .. Strangers(request)];
    }

    private IEnumerable<RoomTrouble> Strangers(RoomRequest request)
    {
        string[] strangers = [.. request.Invite.Where(p => accounts.UserOf(p) is null).Order(StringComparer.Ordinal).Select(p => $"invite {p}")];
        return strangers.Length == 0 ? []
            : [RoomTrouble.Of(request.Kind, strangers, "no Slack account in People:List", "Add Accounts: { \"slack\": \"TEAM/USER\" } to each, or invite them by hand.")];
    }

    private Task<SlackMissed?>[] Words(string room, RoomRequest request, CancellationToken cancel)
    {
        var purpose = request.Kind == RoomBook.Stakeholders ? "Updates for stakeholders, by IncidentBot." : "Incident room, by IncidentBot. `/incident help` shows what can be said here.";
        return
        [
            Part(room, "topic", "set the topic", () => slack.Call<Nothing>(SlackMethod.SetTopic, new SetTopic(room, Short(request.Topic)), cancel), cancel),
            Part(room, "purpose", "set the purpose", () => slack.Call<Nothing>(SlackMethod.SetPurpose, new SetPurpose(room, purpose), cancel), cancel),
        ];
    }

    private Task<SlackMissed?> Card(string room, string card, CancellationToken cancel) => Part(room, "bookmark/card", "bookmark the card", async () =>
    {
        var link = await slack.Call<PermalinkAnswer>(SlackMethod.GetPermalink, new Permalink(room, card), cancel);
        await Bookmark(room, "Incident card", link.Permalink, cancel);
    }, cancel);

    private Task<Nothing> Bookmark(string room, string title, string address, CancellationToken cancel) =>
        slack.Call<Nothing>(SlackMethod.BookmarksAdd, new AddBookmark(room, title, "link", address), cancel);

    private async Task<SlackMissed?> Part(string room, string part, string what, Func<Task> act, CancellationToken cancel)
    {
        if (await memory.Find(Kind, room, part, cancel) is { Result: Done })
        {
            return null;
        }

        try
        {
            await act();
        }
        catch (SlackErrorException e) when (e.Error is "already_in_channel" or "cant_invite_self")
        {
            // So it is already.
        }
        catch (SlackErrorException e)
        {
            return new SlackMissed(what, e);
        }

        await memory.Intend(Kind, room, part, "", cancel);
        await memory.Keep(Kind, room, part, Done, cancel);
        return null;
    }

    private static string Short(string text) => text.Length <= LongestTopic ? text : text[..(LongestTopic - 1)].TrimEnd('\ud83d') + "…";
}

/// <summary>A side effect of a room that Slack refused: "could not" and what.</summary>
internal sealed record SlackMissed(string What, SlackErrorException Why);
