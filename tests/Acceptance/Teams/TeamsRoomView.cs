using IncidentBot.Acceptance.Chats;
using System.Text.Json.Nodes;
using IncidentBot.Acceptance.Slack;

namespace IncidentBot.Acceptance.Teams;

/// <summary>An incident's thread as the people in it see and use it, with their chats with the bot.</summary>
/// <param name="root">The message that begins the thread, which is the card.</param>
internal sealed class TeamsRoomView(Playground teams, string root) : IRoomView
{
    internal string Conversation { get; } = $"{Playground.Hall};messageid={root}";

    /// <summary>Waits for the thread whose first message says so.</summary>
    internal static async Task<TeamsRoomView> Named(Playground teams, string name, CancellationToken cancel)
    {
        IReadOnlyList<JsonObject> there = [];

        // The first message is soon the card; before, it names the room.
        var found = await Wait.For(
            () => Task.FromResult((there = teams.Feed.In(Playground.Hall)).FirstOrDefault(m => Text(m).StartsWith($"▸ {name}", StringComparison.Ordinal) && !Text(m).Contains("-stakeholders", StringComparison.Ordinal)
                || Words(Card(m)).Contains(" · INC-1 · ", StringComparison.Ordinal) || Words(Card(m)).Contains(" INC-1 · ", StringComparison.Ordinal))),
            () => $"No such thread among:\n{string.Join('\n', there.Select(Text))}", cancel);
        return new TeamsRoomView(teams, (string)found["messageId"]!);
    }

    internal Task Say(string person, string text, CancellationToken cancel) => teams.Say(Conversation, person, text, cancel);

    /// <summary>Waits until this has been said in the thread.</summary>
    public Task<JsonObject> Hear(string text, CancellationToken cancel) => Hear(Conversation, text, cancel);

    /// <summary>Waits until this person has been told this in their chat with the bot.</summary>
    internal async Task<JsonObject> HearAlone(string person, string text, CancellationToken cancel) => await Hear(await teams.ChatOf(person, cancel), text, cancel);

    internal IReadOnlyList<string> Said() => [.. teams.Feed.In(Conversation).Select(Text)];

    internal async Task<JsonObject> Card(CancellationToken cancel) => await Wait.For(
        () => Task.FromResult(teams.Feed.In(Playground.Hall).Where(m => (string?)m["messageId"] == root).Select(Card).FirstOrDefault(c => c is not null)), () => "The thread has no card.", cancel);

    internal async Task<IReadOnlyList<string>> Buttons(CancellationToken cancel) => [.. Actions(await Card(cancel)).Select(Title)];

    /// <summary>Presses the card's button of this label once it is there, and waits until the card has it no more.</summary>
    public async Task Press(string person, string label, CancellationToken cancel)
    {
        var button = await Button(label, cancel);
        await teams.Press(Conversation, root, person, button, [], cancel);
        await Wait.For(
            async () => Actions(await Card(cancel)).Any(b => (string?)b["data"]!["ib-button"] == (string?)button["data"]!["ib-button"]) ? null : "", () => $"\"{label}\" is there still.", cancel);
    }

    /// <summary>Presses a button that opens a form; answers the form, which comes to the person's chat with the bot.</summary>
    internal async Task<JsonObject> Open(string person, string label, CancellationToken cancel)
    {
        var chat = await teams.ChatOf(person, cancel);
        var before = teams.Feed.In(chat).Count;
        var button = await Button(label, cancel);
        await teams.Press(Conversation, root, person, button, [], cancel);
        return await Wait.For(
            () => Task.FromResult(teams.Feed.In(chat).Skip(before).FirstOrDefault(m => Actions(Card(m) ?? []).Any(a => (string?)a["data"]!["ib-button"] == (string?)button["data"]!["ib-button"]))),
            () => $"No form came: {string.Join('\n', teams.Feed.In(chat).Select(Text))}", cancel);
    }

    /// <summary>Sends a form as it is filled, with the given fields over it; answers what the bot answered.</summary>
    internal async Task<JsonObject> Send(string person, JsonObject form, (string Name, string Value)[] fields, CancellationToken cancel)
    {
        var card = Card(form)!;
        var filled = card["body"]!.AsArray().Where(e => ((string?)e!["id"])?.StartsWith("field.", StringComparison.Ordinal) == true)
            .ToDictionary(e => ((string)e!["id"]!)["field.".Length..], e => $"{e!["value"]}");
        foreach (var (name, value) in fields)
        {
            filled[name] = value;
        }

        return await teams.Press(await teams.ChatOf(person, cancel), (string)form["messageId"]!, person, Actions(card).Single(), filled.Select(f => (f.Key, f.Value)), cancel);
    }

    public async Task Fill(string person, string label, (string Name, string Value)[] fields, CancellationToken cancel) => await Send(person, await Open(person, label, cancel), fields, cancel);

    /// <summary>The phrase that the press form asks for, read off the form as a person would.</summary>
    internal static string Phrase(JsonObject form) => Words(Card(form)).Split("Type exactly:  ")[1].Split('\n')[0];

    internal static string Text(JsonObject message) => (string?)message["text"] ?? Words(Card(message));

    /// <summary>All words of a card, without its buttons and inputs.</summary>
    internal static string Words(JsonNode? node) => node switch
    {
        JsonObject { } o when (string?)o["type"] is "RichTextBlock" => string.Concat(((JsonArray)o["inlines"]!).Select(i => $"{i!["text"]}")),
        JsonObject { } o when (string?)o["type"] is "TextBlock" => $"{o["text"]}",
        JsonObject { } o when (string?)o["type"] is "Container" => Words(o["items"]),
        JsonObject { } o when (string?)o["type"] is "AdaptiveCard" => Words(o["body"]),
        JsonArray list => string.Join('\n', list.Select(Words).Where(w => w.Length > 0)),
        _ => "",
    };

    private static JsonObject? Card(JsonObject message) => (message["attachments"] as JsonArray)?.FirstOrDefault()?["content"] as JsonObject;

    private static IEnumerable<JsonObject> Actions(JsonObject card) =>
        (card["body"] as JsonArray ?? []).Where(b => (string?)b!["type"] == "ActionSet").SelectMany(b => b!["actions"]!.AsArray()).Select(b => b!.AsObject());

    private static string Title(JsonObject button) => (string)button["title"]!;

    private async Task<JsonObject> Hear(string conversation, string text, CancellationToken cancel) => await Wait.For(
        () => Task.FromResult(teams.Feed.In(conversation).FirstOrDefault(m => Text(m).Contains(text, StringComparison.Ordinal))),
        () => $"Not heard: \"{text}\"\n{string.Join('\n', teams.Feed.In(conversation).Select(m => Text(m).Split('\n')[0]))}", cancel);

    private async Task<JsonObject> Button(string label, CancellationToken cancel)
    {
        IReadOnlyList<JsonObject> there = [];
        return await Wait.For(
            async () => (there = [.. Actions(await Card(cancel))]).FirstOrDefault(b => Title(b).Replace("Next: ", "", StringComparison.Ordinal).TrimEnd('…') == label),
            () => $"No button \"{label}\" among: {string.Join(", ", there.Select(Title))}", cancel);
    }
}
