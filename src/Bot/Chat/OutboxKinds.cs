namespace IncidentBot.Chat;

/// <summary>What an outbox message asks of the platform.</summary>
internal static class OutboxKinds
{
    /// <summary>Open a room; the payload is a <see cref="RoomRequest"/>.</summary>
    internal const string Open = "open";

    /// <summary>Topic, people and links of a room that has been opened; the payload is its <see cref="RoomRequest"/>.</summary>
    internal const string Furnish = "furnish";

    /// <summary>Try again what the platform refuses in a room; the payload is the incident's id, and what is wanted is made out when it is tried.</summary>
    internal const string Mend = "mend";

    /// <summary>Give the incident's record to the room; the payload is a <see cref="RecordWanted"/>, and the record is written when it is sent.</summary>
    internal const string Share = "share";

    /// <summary>Post; the payload is a <see cref="ChatPost"/>.</summary>
    internal const string Post = "post";

    /// <summary>Show the card of the incident as it stands when sent; the payload is the incident's id.</summary>
    internal const string Card = "card";

    /// <summary>Show to one person; the payload is a <see cref="Whispered"/>.</summary>
    internal const string Whisper = "whisper";

    /// <summary>Close the room for writing; no payload.</summary>
    internal const string Archive = "archive";
}

/// <summary>What one person alone is shown.</summary>
internal sealed record Whispered(string Person, ChatPost Post);

/// <summary>Which incident's record is wanted, and by whom.</summary>
internal sealed record RecordWanted(string Incident, string By);
