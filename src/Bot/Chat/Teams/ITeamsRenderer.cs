using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Teams;

/// <summary>Cards as Adaptive Card content (not the attachment): pure functions, within Teams' limits.</summary>
internal interface ITeamsRenderer
{
    /// <summary>The living card, as one person sees it.</summary>
    /// <param name="room">The room that the card's buttons act in, for cards that are shown in a chat of two.</param>
    /// <param name="viewer">The directory's id of who looks; null: as everybody sees it.</param>
    JsonObject Card(ChatPost post, string room, string? viewer);

    /// <summary>A form as a card; handing it in is <see cref="TeamsVerbs.Press"/> of the button.</summary>
    /// <param name="faults">What was wrong with what was filled in, by field name; empty at first.</param>
    /// <param name="filled">What was filled in already, by field name.</param>
    JsonObject Form(CardForm form, string button, string room, IReadOnlyDictionary<string, string> faults, IReadOnlyDictionary<string, string> filled);

    /// <summary>A card that only says something.</summary>
    JsonObject Notice(string title, string text);
}
