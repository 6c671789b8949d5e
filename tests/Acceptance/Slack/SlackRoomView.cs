using IncidentBot.Acceptance.Chats;
using System.Text.Json.Nodes;

namespace IncidentBot.Acceptance.Slack;

/// <summary>A channel as the people in it see and use it.</summary>
internal sealed class SlackRoomView(LocalSlack slack, SlackWindow window, string channel) : IRoomView
{
    internal string Channel => channel;

    /// <summary>Waits for the incident's channel whose name begins so.</summary>
    internal static async Task<SlackRoomView> Of(LocalSlack slack, SlackWindow window, string prefix, CancellationToken cancel)
    {
        var found = await Wait.For(async () => (await slack.Channels(cancel)).FirstOrDefault(c => Fits((string)c["name"]!)), () => "No such channel.", cancel);
        return new SlackRoomView(slack, window, (string)found["id"]!);

        bool Fits(string name) => name.StartsWith(prefix, StringComparison.Ordinal) && !name.EndsWith("-stakeholders", StringComparison.Ordinal);
    }

    internal Task Command(string person, string text, CancellationToken cancel) => slack.Command(channel, person, text, cancel);

    /// <summary>Waits until this has been said, to everybody or to one person.</summary>
    public Task<JsonObject> Hear(string text, CancellationToken cancel) => Hear(m => Text(m).Contains(text, StringComparison.Ordinal), $"\"{text}\"", cancel);

    internal async Task<JsonObject> Hear(Func<JsonObject, bool> fits, string what, CancellationToken cancel)
    {
        IReadOnlyList<JsonObject> said = [];
        return await Wait.For(
            async () => (said = await slack.Messages(channel, cancel)).FirstOrDefault(fits),
            () => $"Not heard: {what}\n{string.Join('\n', said.Select(m => Text(m).Split('\n')[0]))}", cancel);
    }

    /// <summary>Everything that everybody was told, oldest first, without the card.</summary>
    internal async Task<IReadOnlyList<string>> Said(CancellationToken cancel) =>
        [.. (await slack.Messages(channel, cancel)).Where(m => !IsCard(m) && (string?)m["subtype"] != "ephemeral").Select(Text)];

    internal Task<JsonObject> Card(CancellationToken cancel) => Hear(IsCard, "the card", cancel);

    internal async Task<IReadOnlyList<string>> Buttons(CancellationToken cancel) => [.. Buttons(await Card(cancel)).Select(Label)];

    /// <summary>Presses the card's button of this label once it is there, and waits until the card has it no more.</summary>
    public async Task Press(string person, string label, CancellationToken cancel)
    {
        var (ts, button) = await Button(label, cancel);
        await slack.Press(channel, ts, person, button, cancel);
        await Wait.For(
            async () => Buttons(await Card(cancel)).Any(b => (string?)b["value"] == (string?)button["value"]) ? null : "", () => $"\"{label}\" is there still.", cancel);
    }

    /// <summary>Presses a button that opens a form, and answers the form.</summary>
    internal async Task<JsonObject> Open(string person, string label, CancellationToken cancel)
    {
        var (ts, button) = await Button(label, cancel);
        await slack.Press(channel, ts, person, button, cancel);
        return await window.Form(cancel);
    }

    /// <summary>Presses a button that opens a form, and sends the form.</summary>
    public async Task Fill(string person, string label, (string Name, string Value)[] fields, CancellationToken cancel) =>
        await window.Submit(person, await Open(person, label, cancel), fields, cancel);

    internal static string Text(JsonObject message) => (string?)message["text"] ?? "";

    private static bool IsCard(JsonObject message) => message["blocks"] is JsonArray { Count: > 0 } blocks && (string?)blocks[0]!["type"] == "header";

    private static IEnumerable<JsonObject> Buttons(JsonObject card) =>
        card["blocks"]!.AsArray().Where(b => (string?)b!["type"] == "actions").SelectMany(b => b!["elements"]!.AsArray()).Select(b => b!.AsObject());

    private static string Label(JsonObject button) => (string)button["text"]!["text"]!;

    private async Task<(string Ts, JsonObject Button)> Button(string label, CancellationToken cancel)
    {
        IReadOnlyList<string> there = [];
        var (ts, found) = ("", (JsonObject?)null);
        await Wait.For(async () =>
        {
            var card = await Card(cancel);
            there = [.. Buttons(card).Select(Label)];
            ts = (string)card["ts"]!;
            found = Buttons(card).FirstOrDefault(b => Bare(Label(b)) == label);
            return found;
        }, () => $"No button \"{label}\" among: {string.Join(", ", there)}", cancel);
        return (ts, found!);
    }

    private static string Bare(string label) => label.Replace("Next: ", "", StringComparison.Ordinal).TrimEnd('…');
}
