namespace IncidentBot.Readings.Resolving;

/// <summary>What a name server answered: the values at the end of the chain of aliases, or why it said nothing.</summary>
/// <param name="Ttl">The shortest time to live on the way there; null when there is no value.</param>
/// <param name="Authoritative">Whether the server says that it is responsible for the name.</param>
/// <param name="Truncated">Whether the answer did not fit and must be asked for again over TCP.</param>
internal sealed record DnsAnswer(IReadOnlyList<string> Values, TimeSpan? Ttl, bool Authoritative, bool Truncated, string? Problem)
{
    internal static DnsAnswer Trouble(string problem) => new([], null, false, false, problem);
}
