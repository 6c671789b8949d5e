using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>Forms as modals, and what comes back from them. A block id is "field/NAME", and so is its action id.</summary>
internal static class SlackModal
{
    private const string Prefix = "field/";

    /// <summary>The card's press form is known by its field: nothing else asks for a phrase.</summary>
    private const string Phrase = "phrase";

    /// <summary>What is opened at once, because Slack's permission to open a modal lasts 3 s; <see cref="Of"/> fills it with views.update.</summary>
    internal static JsonObject Skeleton(string title, string callbackId, string metadata) =>
        View(title, callbackId, metadata, [SlackBlocks.Section("One moment: the form is being filled with what holds now.")]);

    /// <summary>A modal that says why there is no form, where a skeleton stands already.</summary>
    internal static JsonObject Notice(string title, string text, string callbackId, string metadata) =>
        View(title, callbackId, metadata, [SlackBlocks.Section(SlackBlocks.NotEmpty(SlackCut.Mrkdwn(text, SlackLimits.SectionText)))]);

    /// <summary>The form as a modal.</summary>
    /// <param name="metadata">Comes back with the submission; at most 3,000 characters.</param>
    /// <param name="mark">The card's mark: "DRILL" or empty.</param>
    internal static JsonObject Of(CardForm form, string callbackId, string metadata, string mark = "")
    {
        var title = Title(form);
        var blocks = new List<JsonNode>();
        if (mark.Length > 0)
        {
            blocks.Add(SlackBlocks.Section($"*{SlackCut.Mrkdwn(mark, 40)}: nothing here reaches production.*"));
        }

        var press = form.Fields.FirstOrDefault(f => f.Name == Phrase);
        if (press is not null)
        {
            blocks.Add(SlackBlocks.Header("■ Point of no return: this cannot be undone"));
        }
        else if (title != form.Title && form.Title.Length > 0)
        {
            blocks.Add(SlackBlocks.Section($"*{SlackCut.Mrkdwn(Workflow.Timeline.Shown.Line(form.Title), 300)}*"));
        }

        if (!string.IsNullOrWhiteSpace(form.Explanation))
        {
            blocks.Add(SlackBlocks.Section(SlackCut.Mrkdwn(form.Explanation, SlackLimits.SectionText)));
        }

        if (press is not null && press.Hint.Length > 0)
        {
            blocks.Add(SlackBlocks.Divider());
            blocks.Add(SlackBlocks.Section($"*Type exactly:*  `{SlackText.Escape(SlackCut.Plain(press.Hint, 200))}`"));
        }

        blocks.AddRange(form.Fields.Select(f => SlackInput.Of(f, isShown: f == press && f.Hint.Length > 0)));
        var view = View(title, callbackId, metadata, blocks);
        view["submit"] = SlackBlocks.Plain(form.Submit.Length == 0 ? "Send" : form.Submit, SlackLimits.ModalTitle);
        return view;
    }

    /// <summary>What was filled in, by field name; a field left empty is "".</summary>
    /// <param name="viewState">The view's <c>state</c>, or its <c>values</c>.</param>
    internal static IReadOnlyDictionary<string, string> Fields(JsonElement viewState)
    {
        var values = viewState.ValueKind == JsonValueKind.Object && viewState.TryGetProperty("values", out var inner) ? inner : viewState;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (values.ValueKind != JsonValueKind.Object)
        {
            return fields;
        }

        foreach (var block in values.EnumerateObject().Where(b => b.Name.StartsWith(Prefix, StringComparison.Ordinal) && b.Value.ValueKind == JsonValueKind.Object))
        {
            fields[block.Name[Prefix.Length..]] = block.Value.EnumerateObject().Select(a => SlackInput.Value(a.Value)).FirstOrDefault("");
        }

        return fields;
    }

    /// <summary>What a form can refuse by itself, before anything is sent, by field name: blanks, what is no number, and a phrase that is none.</summary>
    internal static IReadOnlyDictionary<string, string> Faults(CardForm form, IReadOnlyDictionary<string, string> fields) => FormFaults.Of(form, fields);

    /// <summary>The answer to a submission that keeps the modal open, with what was typed, and says what is wrong where it is wrong.</summary>
    internal static JsonObject Errors(IReadOnlyDictionary<string, string> byField) => new()
    {
        ["response_action"] = "errors",
        ["errors"] = new JsonObject(byField.Select(f => KeyValuePair.Create(BlockId(f.Key), (JsonNode?)SlackBlocks.NotEmpty(SlackCut.Plain(f.Value, 300))))),
    };

    internal static string BlockId(string field) => Prefix + field;

    private static JsonObject View(string title, string callbackId, string metadata, IEnumerable<JsonNode> blocks)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(metadata.Length, SlackLimits.Metadata);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(callbackId.Length, SlackLimits.Identifier);
        return new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = callbackId,
            ["private_metadata"] = metadata,
            ["title"] = SlackBlocks.Plain(title, SlackLimits.ModalTitle),
            ["close"] = SlackBlocks.Plain("Cancel", SlackLimits.ModalTitle),
            ["blocks"] = new JsonArray([.. blocks]),
        };
    }

    /// <summary>The title if it is short enough; else what stands before its colon, else the word of the submit button.</summary>
    private static string Title(CardForm form)
    {
        var title = Workflow.Timeline.Shown.Line(form.Title);
        return title.Length is > 0 and <= SlackLimits.ModalTitle ? form.Title
            : title.Split(':')[0] is { Length: > 0 and <= SlackLimits.ModalTitle } head ? head
            : form.Submit.Length is > 0 and <= SlackLimits.ModalTitle ? form.Submit
            : title;
    }
}
