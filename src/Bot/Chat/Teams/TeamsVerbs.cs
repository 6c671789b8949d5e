namespace IncidentBot.Chat.Teams;

/// <summary>
/// The verbs of <c>Action.Execute</c> and what its data says besides the inputs. Teams merges both into one flat object: an input's id is the
/// field's name, or anything that ends in a dot and the field's name, so that ids can be unique on a card.
/// </summary>
internal static class TeamsVerbs
{
    /// <summary>The button <see cref="Button"/> is pressed; with the inputs of its form where it has one.</summary>
    internal const string Press = "press";

    /// <summary>Asks for the form of <see cref="Button"/>; it is answered with a card that has the inputs.</summary>
    internal const string Open = "open";

    /// <summary>Asks how the card of <see cref="Room"/> looks to this person now; it never acts.</summary>
    internal const string Refresh = "refresh";

    /// <summary>Data: the opaque id of a button.</summary>
    internal const string Button = "ib-button";

    /// <summary>Data: the room that a card in a chat of two speaks of. Anywhere else the room is where the card is.</summary>
    internal const string Room = "ib-room";

    /// <summary>Message extension: the action on a message that keeps it in the timeline.</summary>
    internal const string Keep = "keep";

    internal static bool IsData(string name) => name.StartsWith("ib-", StringComparison.Ordinal);

    /// <summary>The field's name of an input's id.</summary>
    internal static string FieldOf(string input) => input[(input.LastIndexOf('.') + 1)..];
}
