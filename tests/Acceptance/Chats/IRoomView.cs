using System.Text.Json.Nodes;

namespace IncidentBot.Acceptance.Chats;

/// <summary>An incident's room as people see it, in whichever chat.</summary>
internal interface IRoomView
{
    /// <summary>Waits until something with this text has been said.</summary>
    Task<JsonObject> Hear(string text, CancellationToken cancel);

    /// <summary>Presses a button of the card by its words.</summary>
    Task Press(string person, string label, CancellationToken cancel);

    /// <summary>Fills in the form of a button and hands it in.</summary>
    Task Fill(string person, string label, (string Name, string Value)[] fields, CancellationToken cancel);
}
