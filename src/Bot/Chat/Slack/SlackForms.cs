using System.Security.Cryptography;
using System.Text;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Chat.Slack;

/// <summary>Forms that no card's button opens: behind shortcuts, the Home tab, and commands without arguments. Each comes down to a line of the grammar.</summary>
internal static class SlackForms
{
    internal const string Declare = "declare";
    internal const string Note = "note";
    internal const string Update = "update";

    /// <summary>The names that <see cref="Line"/> knows.</summary>
    internal static IReadOnlyList<string> Names { get; } = [Declare, Note, Update];

    /// <param name="services">Services with a plan, to choose from; any other is written into the summary's place.</param>
    /// <param name="summary">What is known already: the message that it is declared from.</param>
    internal static CardForm DeclareForm(IReadOnlyList<string> services, string summary = "") => new(
        "Declare an incident", "It opens a room, pins the card there and calls the roles. Declaring too early costs nothing: `false-alarm` closes it.", "Declare",
        [
            new("severity", "Severity", "choice", Words.Of(Severity.Sev2), true, "sev1 is worst: users cannot do what they came for.", Words.All<Severity>()),
            services.Count == 0
                ? new("service", "Service", "text", "", true, "One word, as in its plan.", [])
                : new("service", "Service", "choice", services.Count == 1 ? services[0] : "", false, "Services with a failover plan. Leave it empty for another, and begin the summary with its name.", services),
            new("summary", "What is wrong", "long-text", summary, true, "What users see, since when, and where: \"checkout fails for half of all orders in us-east-1 since 02:06\".", []),
        ]);

    internal static CardForm NoteForm(string text = "") => new(
        "Note for the timeline", "It is kept with your name and the time.", "Note",
        [new("text", "Note", "long-text", text, true, "What you saw, did or decided.", [])]);

    /// <param name="audience">Whom the draft is for.</param>
    /// <param name="draft">The draft's text, which may be edited.</param>
    internal static CardForm UpdateForm(Audience audience, string draft) => new(
        "Stakeholder update", "`preview` shows the draft to the room; `send` tells the audience. What claims more than is known is refused, edited text too.", "Go on",
        [
            new("audience", "For", "choice", Words.Of(audience), true, "", Words.All<Audience>()),
            new("do", "What to do", "choice", "preview", true, "", ["preview", "send"]),
            new("text", "Text", "long-text", draft, false, "Left as it is, or empty: the template's text for whom you choose above.", []),
        ]);

    /// <summary>A name for the text that a form is filled with, so that its submission tells whether it was edited; null for a form without such a text.</summary>
    internal static string? DraftOf(CardForm form) =>
        form.Fields.FirstOrDefault(f => f is { Name: "text", Kind: "long-text", Value.Length: > 0 }) is { } field ? Name(SlackCut.Raw(field.Value, SlackLimits.InputText)) : null;

    /// <summary>The command line that a filled form comes down to; null for a name that is none of <see cref="Names"/>.</summary>
    /// <param name="draft">What <see cref="DraftOf"/> said of the form: a draft that comes back as it was is the template's, for whichever audience.</param>
    internal static string? Line(string form, IReadOnlyDictionary<string, string> fields, string? draft = null) => form switch
    {
        Declare => $"declare {One(fields, "severity")} {(One(fields, "service") is { Length: > 0 } service ? $"{service}: " : "")}{One(fields, "summary")}",
        Note => $"note {Text(fields, "text")}",
        Update => $"update {One(fields, "do")} {One(fields, "audience")} {(Name(Text(fields, "text")) == draft ? "" : Text(fields, "text"))}".TrimEnd(),
        _ => null,
    };

    private static string Text(IReadOnlyDictionary<string, string> fields, string name) => fields.GetValueOrDefault(name, "").ReplaceLineEndings("\n").Trim();

    private static string Name(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").Trim())), 0, 12);

    /// <summary>On one line, where the grammar reads words.</summary>
    private static string One(IReadOnlyDictionary<string, string> fields, string name) => Text(fields, name).Replace('\n', ' ');
}
