namespace IncidentBot.Chat.Teams;

/// <summary>A room's id as Teams writes it: a channel, "19:...", or a thread of it, "19:...;messageid=ROOT".</summary>
/// <param name="Root">The message that begins the thread; null for a channel.</param>
internal sealed record TeamsPlace(string Channel, string? Root)
{
    private const string Mark = ";messageid=";

    internal static TeamsPlace Of(string room) => room.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) is var cut and > 0
        ? new TeamsPlace(room[..cut], room[(cut + Mark.Length)..])
        : new TeamsPlace(room, null);

    internal static string Thread(string channel, string root) => channel + Mark + root;

    /// <summary>The conversation that a message is in: in a channel, each begins a thread of its own.</summary>
    internal string Holding(string message) => Thread(Channel, Root ?? message);

    /// <summary>An address that opens the room in Teams.</summary>
    internal string Link(string tenant) => Root is null
        ? $"https://teams.microsoft.com/l/channel/{Uri.EscapeDataString(Channel)}/channel?tenantId={Uri.EscapeDataString(tenant)}"
        : $"https://teams.microsoft.com/l/message/{Uri.EscapeDataString(Channel)}/{Uri.EscapeDataString(Root)}?tenantId={Uri.EscapeDataString(tenant)}";
}
