using IncidentBot.Chat.Teams.Connector;
using IncidentBot.Chat.Teams.Rendering;

namespace IncidentBot.Chat.Teams;

/// <summary>What one person is told: in their chat with the bot, for Teams has no messages that only one of a room sees.</summary>
internal sealed class TeamsWhispers(
    TeamsConnector connector, TeamsOnce once, TeamsReferences references, TeamsMembers members, TeamsOptions options, TeamsRenderer renderer, ILogger<TeamsWhispers> log)
{
    /// <summary>What only one person is told and what is a decision calls them to it; all else answers something that they did.</summary>
    private const string Call = "decision";

    /// <param name="user">The Entra object id.</param>
    internal Task Whisper(string room, string person, string user, ChatPost post, string key, CancellationToken cancel) => once.Do(TeamsMemory.Whisper, room, $"{user}/{key}", "", async () =>
    {
        try
        {
            var chat = await Chat(user, cancel);
            await connector.Post(chat, Activity(room, person, chat, post), cancel);
            return "direct";
        }
        catch (TeamsErrorException e)
        {
            // Never silently lost: it is said where the person is, and why it is said there.
            log.LogWarning("{Person} could not be told in a chat of two ({Code} {Said}); it is said in the room", person, e.Code, e.Said);
            var name = members.KnownName(user) ?? person;
            var aloud = post with { Text = $"For {name}, said here because Teams refuses the bot a chat with them ({e.Code}: {e.Remedy}) {post.Text}" };
            await connector.Post(room, TeamsActivities.Of(TeamsForm.In(post) is null ? TeamsMessage.Of(aloud) : Rendered(aloud, room, person)), cancel);
            return "room";
        }
    }, cancel);

    /// <summary>The chat with a user: the one they were heard in, the one that was opened before, or a new one.</summary>
    private async Task<string> Chat(string user, CancellationToken cancel)
    {
        if (await references.Personal(user, cancel) is { } heard)
        {
            return heard.Conversation;
        }

        return await once.Do(TeamsMemory.Chat, "", user, "", async () =>
        {
            var id = members.KnownId(user) ?? (await members.Member(user, cancel))?.Id ?? user;
            return (await connector.Chat(id, cancel)).Id;
        }, cancel);
    }

    private OutgoingActivity Activity(string room, string person, string chat, ChatPost post)
    {
        if (post.Card is not null)
        {
            return TeamsActivities.Of(Rendered(post, room, person), notify: true);
        }

        var where = room == chat ? "" : post.Kind == Call ? $"\nAnswer in the room: {TeamsPlace.Of(room).Link(options.TenantId)}" : "";
        return TeamsActivities.Of(TeamsMessage.Of(post with { Text = post.Text + where }), notify: post.Kind == Call);
    }

    /// <summary>A card of a room, shown elsewhere, says which room its buttons are about; a form is shown to be filled in.</summary>
    private TeamsRendered Rendered(ChatPost post, string room, string person) =>
        new(TeamsText.Line(post.Text, TeamsLimits.Summary), null, renderer.Card(post, room, person));
}
