namespace IncidentBot.Alarms.Intake;

/// <summary>A state change as the inbox holds it: the first line says by which way it came, the rest is the body as it came.</summary>
/// <param name="Path">See <see cref="AlarmPath"/>; null: an entry of an earlier version, which said it by its kind.</param>
/// <param name="Lost">Polling found it although it should have come in by itself.</param>
internal sealed record AlarmDelivery(string? Path, bool Lost, string Body)
{
    private const string LostMark = " lost";

    internal string Payload => $"{Path}{(Lost ? LostMark : "")}\n{Body}";

    internal static AlarmDelivery Of(string payload)
    {
        var end = payload.IndexOf('\n', StringComparison.Ordinal);
        var head = end < 0 ? "" : payload[..end];
        return head.EndsWith(LostMark, StringComparison.Ordinal)
            ? new AlarmDelivery(head[..^LostMark.Length], true, payload[(end + 1)..])
            : new AlarmDelivery(head, false, payload[(end + 1)..]);
    }
}
