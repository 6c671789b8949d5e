using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>Buttons, and what comes back from them: <c>value.action</c> of an <c>adaptiveCard/action</c> invoke, with a verb and data.</summary>
/// <remarks>
/// The data hold the card's opaque <c>button</c> id, the <c>room</c> that the card is about where it is shown elsewhere, and each input as
/// "field.NAME". Everything in them comes from outside; the server looks up and decides again.
/// </remarks>
internal static class TeamsButtons
{
    /// <summary>Do it: a button without a form.</summary>
    internal const string Press = "press";

    /// <summary>Show what must be filled in, or asked, first: <see cref="TeamsForm.Post"/> goes to the person's chat with the bot.</summary>
    internal const string Form = "form";

    /// <summary>The filled form: as <see cref="Press"/>, with fields.</summary>
    internal const string Send = "send";

    /// <summary>The card as this person should see it: asked by a client by itself (refresh), or by a person.</summary>
    internal const string View = "view";

    private const string Prefix = "field.";

    /// <summary>Whether something must be asked before a button does what it says.</summary>
    internal static bool Asks(CardButton button) => button.Form is not null || button.Confirm is not null || button.Style == CardButtonStyle.Danger;

    /// <summary>A card's buttons in sets; the next sensible one stands first and says so in words, too.</summary>
    /// <param name="room">The room that the card is about, where it is shown elsewhere; else null.</param>
    internal static IReadOnlyList<JsonObject> Sets(IReadOnlyList<CardButton> buttons, string? room)
    {
        var possible = buttons.DistinctBy(b => b.Id).OrderByDescending(b => b.Hint).ToList();
        var shown = possible.Where(b => b.Id.Length <= TeamsLimits.ButtonId).Take(TeamsLimits.Buttons).ToList();
        var sets = shown.Chunk(TeamsLimits.ActionsInSet).Select(set => Set(set.Select(b => Button(b, room)))).ToList();
        if (possible.Count > shown.Count)
        {
            sets.Add(TeamsElements.Note($"… {possible.Count - shown.Count} more buttons are not shown here: `help` lists the commands that do the same."));
        }

        return sets;
    }

    internal static JsonObject Set(params IEnumerable<JsonObject> actions) => new() { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. actions]) };

    internal static JsonObject Execute(string title, string verb, string? button, string? room, string style = "default") => new JsonObject
    {
        ["type"] = "Action.Execute",
        ["title"] = TeamsText.Line(title.Length == 0 ? "Do it" : title, TeamsLimits.ButtonLabel),
        ["verb"] = verb,
        ["data"] = new JsonObject().With("button", button).With("room", room),
    }.With("style", style == "default" ? null : style);

    /// <summary>The id of an input: where its value stands in the data.</summary>
    internal static string InputId(string field) => Prefix + field;

    /// <summary>What a press says; null where it is no press of a card of the bot's.</summary>
    /// <param name="action">The invoke's <c>value.action</c>.</param>
    internal static TeamsPress? Read(JsonElement action)
    {
        if (action.ValueKind != JsonValueKind.Object || Text(action, "verb") is not (Press or Form or Send or View) || !action.TryGetProperty("data", out var data)
            || data.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var fields = data.EnumerateObject().Where(p => p.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .GroupBy(p => p.Name[Prefix.Length..], StringComparer.Ordinal).ToDictionary(g => g.Key, g => Value(g.Last().Value), StringComparer.Ordinal);
        return new TeamsPress(Text(action, "verb")!, Text(data, "button"), Text(data, "room"), fields);
    }

    private static JsonObject Button(CardButton button, string? room)
    {
        var label = $"{(button.Hint ? "Next: " : "")}{TeamsText.Line(button.Label, TeamsLimits.ButtonLabel - 8)}";
        return Asks(button)
            ? Execute(label + "…", Form, button.Id, room, Style(button))
            : Execute(label, Press, button.Id, room, Style(button));
    }

    internal static string Style(CardButton button) => button.Style == CardButtonStyle.Danger ? "destructive" : button.Hint ? "positive" : "default";

    private static string? Text(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Clients send numbers and switches as they like.</summary>
    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => "",
    };
}

/// <summary>What a person pressed. <paramref name="Button"/> is the card's opaque id.</summary>
/// <param name="Room">The room that it is about, where the card is shown elsewhere; null: the conversation that it was pressed in.</param>
/// <param name="Fields">What was filled in, by field name.</param>
internal sealed record TeamsPress(string Verb, string? Button, string? Room, IReadOnlyDictionary<string, string> Fields);
