using System.Text.Json;

namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>What a modal brings back with its submission: the card's button or the named form that it was opened by, and the channel.</summary>
/// <param name="Draft">What tells the draft that the form was filled with from one that was edited; null where there is none.</param>
internal sealed record SlackModalMark(string? Button, string? Form, string Room, string? Draft = null)
{
    internal string Text => JsonSerializer.Serialize(this);

    /// <summary>Null for anything that is no mark of ours.</summary>
    internal static SlackModalMark? Read(string? metadata)
    {
        try
        {
            return string.IsNullOrEmpty(metadata) ? null
                : JsonSerializer.Deserialize<SlackModalMark>(metadata) is { Room: not null } mark && (mark.Button is null) != (mark.Form is null) ? mark : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
