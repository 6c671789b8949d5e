using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>What a form's submission carries back.</summary>
/// <param name="Button">The button that it belongs to.</param>
/// <param name="Room">The room that it is about.</param>
internal sealed record TeamsFormTarget(string Button, string Room, bool Danger);

/// <summary>
/// Forms and questions as cards of their own, for the chat of the bot with the person who asked: on the living card, the next edit would take away
/// what somebody is typing.
/// </summary>
internal static class TeamsForm
{
    /// <summary>What a button's form is said with: whispered to who pressed it, it arrives as the form to fill in.</summary>
    /// <param name="mark">The card's mark: "DRILL" or empty.</param>
    internal static ChatPost Post(CardButton button, string incident, string mark, DateTimeOffset now) => new(
        "answer", Of(button).Title, new Card(incident, Of(button).Title, CardTone.Plain, mark, now, [], [button]));

    /// <summary>The button whose form a post is; null for any other post.</summary>
    internal static CardButton? In(ChatPost post) => post.Card is { Sections.Count: 0, Buttons: [{ } only] } && TeamsButtons.Asks(only) ? only : null;

    /// <summary>The form of a button; one that only asks has a form without fields.</summary>
    internal static CardForm Of(CardButton button) => button.Form ?? new CardForm(button.Label, string.IsNullOrWhiteSpace(button.Confirm) ? "Do it now?" : button.Confirm, button.Label, []);

    /// <param name="faults">What was wrong with what was filled in, by field name.</param>
    /// <param name="filled">What was filled in already, by field name.</param>
    internal static JsonObject Card(
        CardForm form, TeamsFormTarget target, string incident, string mark, IReadOnlyDictionary<string, string> faults, IReadOnlyDictionary<string, string> filled)
    {
        var title = string.Join(" · ", new[] { mark, incident, form.Title }.Where(p => p.Length > 0));
        var kept = form with { Fields = [.. form.Fields.Take(TeamsLimits.Fields).Select(f => f with { Value = filled.GetValueOrDefault(f.Name, f.Value) })] };
        List<JsonNode> head = [Title(title)];
        if (mark.Length > 0)
        {
            head.Add(TeamsElements.Line(TeamsText.Runs($"{mark}: nothing here reaches production.", 120, bold: true)).Near());
        }

        // What people typed is long in one field and not in all: the fields share what a card can hold.
        for (var longest = TeamsLimits.FieldText; ; longest /= 2)
        {
            var elements = Elements(kept, target, faults, longest).ToList();
            if (elements.Sum(e => TeamsElements.Bytes(e) + 1) <= TeamsLimits.Card - 5_000 || longest < 20)
            {
                return TeamsElements.Card(TeamsText.Line(title, 300), [.. head, .. elements]);
            }
        }
    }

    /// <summary>A card that only says something, such as that a form was sent: no button is left to press twice.</summary>
    internal static JsonObject Notice(string title, string text)
    {
        var lines = TeamsText.Cut(Workflow.Timeline.Shown.Text(text), 2_000).Split('\n');

        // A line is an element, and an element of one letter weighs as much as a sentence.
        var shown = lines.Length <= TeamsLimits.NoticeLines ? lines : [.. lines.Take(TeamsLimits.NoticeLines - 1), "…"];
        return TeamsElements.Card(TeamsText.Line($"{title} {text}", 300), [Title(title), .. shown.Select(l => TeamsElements.Line(TeamsText.Runs(l, 500)).Near())]);
    }

    private static IEnumerable<JsonObject> Elements(CardForm form, TeamsFormTarget target, IReadOnlyDictionary<string, string> faults, int longest)
    {
        var press = form.Fields.FirstOrDefault(f => f.Name == TeamsInput.Phrase);
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

        foreach (var fault in form.Fields.Where(f => faults.ContainsKey(f.Name)))
        {
            yield return TeamsElements.Line(TeamsText.Runs($"✕ {faults[fault.Name]}", Math.Min(longest, 300), bold: true, colour: "attention")).Near();
        }

        foreach (var input in form.Fields.SelectMany(f => TeamsInput.Of(f, longest)))
        {
            yield return input;
        }

        yield return TeamsButtons.Set(TeamsButtons.Execute(
            form.Submit, TeamsVerbs.Press, target.Button is { Length: > TeamsLimits.ButtonId } ? "" : target.Button, target.Room, target.Danger ? "destructive" : "positive"));
    }

    private static JsonObject Title(string title) => TeamsElements.Line(TeamsText.Run(TeamsText.Line(title, 300), bold: true).With("size", "Large"));
}
