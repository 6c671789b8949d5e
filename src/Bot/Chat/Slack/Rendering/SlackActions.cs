using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>Buttons, and what their action ids mean when Slack sends them back.</summary>
/// <remarks>"form/ID" opens a modal, "press/ID" is sent as it is, "open/NAME" opens a form of <see cref="SlackForms"/>. The value is the card's opaque button id.</remarks>
internal static class SlackActions
{
    internal const string Form = "form/";
    internal const string Press = "press/";
    internal const string Open = "open/";

    /// <summary>The action id of a card's button: unique in a message, as button ids are on a card.</summary>
    internal static string Id(CardButton button)
    {
        var kind = button.Form is null ? Press : Form;
        return kind + (button.Id.Length <= SlackLimits.Identifier - Form.Length - 1
            ? button.Id
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(button.Id))));
    }

    /// <summary>The card's button id of a pressed action; null if it is none of the card's.</summary>
    internal static string? ButtonOf(string actionId, string? value) =>
        actionId.StartsWith(Form, StringComparison.Ordinal) || actionId.StartsWith(Press, StringComparison.Ordinal) ? value : null;

    /// <summary>Whether the press must be answered with a modal at once, before anything is looked up.</summary>
    internal static bool OpensForm(string actionId) => actionId.StartsWith(Form, StringComparison.Ordinal);

    /// <summary>The form of <see cref="SlackForms"/> that a button opens; null if it opens none of them.</summary>
    internal static string? FormOf(string actionId) => actionId.StartsWith(Open, StringComparison.Ordinal) ? actionId[Open.Length..] : null;

    /// <summary>A card's buttons in rows; the next sensible one stands first and says so in words, too.</summary>
    internal static IEnumerable<JsonObject> Rows(IReadOnlyList<CardButton> buttons) =>
        buttons.DistinctBy(b => b.Id).OrderByDescending(b => b.Hint).Chunk(SlackLimits.Actions).Select((row, n) => SlackBlocks.Actions($"actions/{n}", row.Select(Button)));

    /// <summary>A button that opens one of the bot's own forms.</summary>
    internal static JsonObject Opening(string form, string label, bool primary = false) => new JsonObject
    {
        ["type"] = "button",
        ["action_id"] = Open + form,
        ["text"] = SlackBlocks.Plain(label, SlackLimits.ButtonLabel),
        ["value"] = form,
    }.With("style", primary ? "primary" : null);

    private static JsonObject Button(CardButton button)
    {
        var more = button.Form is not null || Asks(button) ? "…" : "";
        return new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = Id(button),
            ["text"] = SlackBlocks.Plain($"{(button.Hint ? "Next: " : "")}{SlackCut.Plain(button.Label, 60)}{more}", SlackLimits.ButtonLabel),
            ["value"] = button.Id,
        }.With("style", button.Style == CardButtonStyle.Danger ? "danger" : button.Hint ? "primary" : null)
            .With("confirm", Asks(button) ? Confirm(button) : null);
    }

    private static bool Asks(CardButton button) => button.Confirm is not null || button is { Style: CardButtonStyle.Danger, Form: null };

    private static JsonObject Confirm(CardButton button) => new JsonObject
    {
        ["title"] = SlackBlocks.Plain(button.Label.Length == 0 ? "Are you sure?" : button.Label, SlackLimits.ConfirmTitle),
        ["text"] = SlackBlocks.Plain(string.IsNullOrWhiteSpace(button.Confirm) ? "Do it now?" : button.Confirm, SlackLimits.ConfirmText),
        ["confirm"] = SlackBlocks.Plain(button.Label.Length == 0 ? "Yes" : button.Label, SlackLimits.ConfirmLabel),
        ["deny"] = SlackBlocks.Plain("Cancel", SlackLimits.ConfirmLabel),
    }.With("style", button.Style == CardButtonStyle.Danger ? "danger" : null);

    /// <summary>Adds a property where there is a value: Slack refuses nulls.</summary>
    internal static JsonObject With(this JsonObject node, string name, JsonNode? value)
    {
        if (value is not null)
        {
            node[name] = value;
        }

        return node;
    }
}
