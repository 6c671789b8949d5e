using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>Buttons as <c>Action.Execute</c>: a verb and data of <see cref="TeamsVerbs"/>, with the card's opaque button id.</summary>
/// <remarks>Everything in the data comes back from outside; the server looks up and decides again.</remarks>
internal static class TeamsButtons
{
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
        ["title"] = TeamsText.Line(title, TeamsLimits.ButtonLabel) is { Length: > 0 } words ? words : "Do it",
        ["verb"] = verb,
        ["data"] = new JsonObject().With(TeamsVerbs.Button, button).With(TeamsVerbs.Room, room),
    }.With("style", style == "default" ? null : style);

    /// <summary>The id of an input: where its value stands in the data, <see cref="TeamsVerbs.FieldOf"/>.</summary>
    internal static string InputId(string field) => Prefix + field;

    private static JsonObject Button(CardButton button, string? room)
    {
        var label = $"{(button.Hint ? "Next: " : "")}{TeamsText.Line(button.Label, TeamsLimits.ButtonLabel - 8)}";
        return Asks(button)
            ? Execute(label + "…", TeamsVerbs.Open, button.Id, room, Style(button))
            : Execute(label, TeamsVerbs.Press, button.Id, room, Style(button));
    }

    private static string Style(CardButton button) => button.Style == CardButtonStyle.Danger ? "destructive" : button.Hint ? "positive" : "default";
}
