using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>A button with what was typed beside it; by <c>Action.Execute</c> or <c>Action.Submit</c>.</summary>
/// <param name="Button">The opaque id.</param>
/// <param name="Room">The room that it acts in.</param>
internal sealed record TeamsPressed(string Button, string Room, IReadOnlyDictionary<string, string> Fields)
{
    /// <param name="data">What the action carries and what was typed, in one object; null comes of anything that is not ours.</param>
    internal static TeamsPressed? Of(TeamsActivity activity, JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        string? button = null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in data.EnumerateObject())
        {
            if (member.Name == TeamsVerbs.Button)
            {
                button = TeamsActivity.TextOf(member.Value);
            }
            else if (!TeamsVerbs.IsData(member.Name))
            {
                fields[TeamsVerbs.FieldOf(member.Name)] = Value(member.Value);
            }
        }

        return string.IsNullOrEmpty(button) ? null : new TeamsPressed(button, RoomOf(activity, data), fields);
    }

    /// <summary>Where an action acts. Only a card in a chat of two speaks of another room than the one it is in.</summary>
    internal static string RoomOf(TeamsActivity activity, JsonElement data) =>
        activity.Scope == TeamsReference.Personal && new TeamsActivity(data).Text(TeamsVerbs.Room) is { Length: > 0 } room ? room : activity.Conversation;

    internal InboxItem Item(ChatInbound said) => ToInbox(said with { Room = Room, Button = Button, Fields = Fields });

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
