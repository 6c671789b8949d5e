using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>Forms and questions as cards of their own, sent to the chat of the bot with the person who asked: there nothing edits them away.</summary>
internal static class TeamsForm
{
    /// <summary>The press form is known by its field: nothing else asks for a phrase.</summary>
    private const string Phrase = "phrase";

    /// <summary>What a button with the verb <see cref="TeamsButtons.Form"/> leads to: to be whispered to who pressed it, about the card's room.</summary>
    /// <param name="mark">The card's mark: "DRILL" or empty.</param>
    internal static ChatPost Post(CardButton button, string incident, string mark, DateTimeOffset now) => new(
        "answer", button.Form?.Title ?? button.Label, new Card(incident, button.Form?.Title ?? button.Label, CardTone.Plain, mark, now, [], [button with { Hint = false }]));

    /// <summary>The form again, with what was typed and what is wrong with it: the answer to a submission that cannot be sent on.</summary>
    /// <param name="room">The room that it is about.</param>
    internal static JsonObject Again(CardButton button, string room, IReadOnlyDictionary<string, string> typed, IReadOnlyDictionary<string, string> faults)
    {
        var form = button.Form ?? throw new ArgumentException("The button has no form.", nameof(button));
        var kept = button with { Form = form with { Fields = [.. form.Fields.Select(f => f with { Value = typed.GetValueOrDefault(f.Name, f.Value) })] } };
        return TeamsElements.Card(TeamsText.Line(form.Title, 300), [Title(form.Title), .. Inside(kept, room, [.. faults.Values])]);
    }

    /// <summary>What stands in the form's place once it was sent: no button is left to press twice.</summary>
    internal static JsonObject Sent(string title, string text) => TeamsElements.Card(
        TeamsText.Line($"{title} {text}", 300), [Title(title), TeamsElements.Line(TeamsText.Runs(text, 300)).Near()]);

    /// <summary>The inputs of a button's form, or its question, with the button that sends them.</summary>
    internal static IReadOnlyList<JsonObject> Inside(CardButton button, string? room, IReadOnlyList<string> faults)
    {
        // What people typed is long in one field and not in all: the fields share what a card can hold.
        for (var longest = TeamsLimits.FieldText; ; longest /= 2)
        {
            var elements = Elements(button, room, faults, longest).ToList();
            if (elements.Sum(e => TeamsElements.Bytes(e) + 1) <= TeamsLimits.Card - 5_000 || longest < 20)
            {
                return elements;
            }
        }
    }

    private static IEnumerable<JsonObject> Elements(CardButton button, string? room, IReadOnlyList<string> faults, int longest)
    {
        var form = button.Form ?? new CardForm(button.Label, button.Confirm ?? "Do it now?", button.Label, []);
        var press = form.Fields.FirstOrDefault(f => f.Name == Phrase);
        if (press is not null)
        {
            yield return TeamsElements.Line(TeamsText.Run("■ Point of no return: this cannot be undone", bold: true, colour: "attention")).With("spacing", "Medium");
        }

        if (!string.IsNullOrWhiteSpace(form.Explanation))
        {
            yield return TeamsElements.Line(TeamsText.Runs(form.Explanation, Math.Min(longest, 1_000))).Near();
        }

        if (press is { Hint.Length: > 0 })
        {
            yield return TeamsElements.Line(TeamsText.Run("Type exactly:  ", bold: true), TeamsText.Run(TeamsText.Line(press.Hint, 200)).With("fontType", "Monospace")).Near();
        }

        foreach (var fault in faults)
        {
            yield return TeamsElements.Line(TeamsText.Run($"✕ {TeamsText.Line(fault, Math.Min(longest, 300))}", bold: true, colour: "attention")).Near();
        }

        foreach (var input in form.Fields.Take(20).SelectMany(f => TeamsInput.Of(f, longest)))
        {
            yield return input;
        }

        yield return TeamsButtons.Set(TeamsButtons.Execute(
            form.Submit.Length == 0 ? "Send" : form.Submit, TeamsButtons.Send, button.Id.Length <= TeamsLimits.ButtonId ? button.Id : "", room,
            button.Style == CardButtonStyle.Danger ? "destructive" : "positive"));
    }

    private static JsonObject Title(string title) => TeamsElements.Line(TeamsText.Run(TeamsText.Line(title, 300), bold: true).With("size", "Large"));
}
