using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>A button with what was typed beside it, or a named form; by <c>Action.Execute</c> or <c>Action.Submit</c>.</summary>
/// <param name="Button">The opaque id; null for a named form.</param>
/// <param name="Room">The room that it acts in.</param>
internal sealed record TeamsPressed(string? Button, string? Form, string Room, IReadOnlyDictionary<string, string> Fields)
{
    /// <param name="data">What the action carries and what was typed, in one object; null comes of anything that is not ours.</param>
    internal static TeamsPressed? Of(TeamsActivity activity, JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        string? button = null, form = null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in data.EnumerateObject())
        {
            switch (member.Name)
            {
                case TeamsVerbs.Button:
                    button = TeamsActivity.TextOf(member.Value);
                    break;
                case TeamsVerbs.Form:
                    form = TeamsActivity.TextOf(member.Value);
                    break;
                default:
                    if (!TeamsVerbs.IsData(member.Name))
                    {
                        fields[TeamsVerbs.FieldOf(member.Name)] = Value(member.Value);
                    }

                    break;
            }
        }

        return string.IsNullOrEmpty(button) && string.IsNullOrEmpty(form) ? null : new TeamsPressed(button, button is null ? form : null, RoomOf(activity, data), fields);
    }

    /// <summary>Where an action acts. Only a card in a chat of two speaks of another room than the one it is in.</summary>
    internal static string RoomOf(TeamsActivity activity, JsonElement data) =>
        activity.Scope == TeamsReference.Personal && new TeamsActivity(data).Text(TeamsVerbs.Room) is { Length: > 0 } room ? room : activity.Conversation;

    /// <summary>What the rules are asked: the button with its fields, or the line that the form comes down to.</summary>
    internal ChatInbound Asked(ChatInbound said) => Form is null
        ? said with { Room = Room, Button = Button, Fields = Fields }
        : said with { Room = Room, Text = Slack.SlackForms.Line(Form, Fields) ?? "help" };

    internal InboxItem Item(ChatInbound said) => ToInbox(Asked(said));

    internal static InboxItem ToInbox(ChatInbound asked) =>
        new("chat", $"{TeamsAccounts.PlatformName}/{asked.Delivery}", JsonSerializer.Serialize(asked, WorkflowJson.Options), asked.At);

    /// <summary>Inputs come back as text; a toggle or number of another client may come as itself.</summary>
    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TeamsActivity.TextOf(value) ?? "",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => "",
    };
}
