using IncidentBot.Workflow;

namespace IncidentBot.Store;

/// <summary>Refuses appends that are the caller's bug, and makes data canonical: what is hashed is what is stored.</summary>
internal static class CheckedAppends
{
    internal static StreamAppend[] Of(IReadOnlyList<StreamAppend> appends)
    {
        if (appends.Count == 0 || appends.Any(a => a.Events.Count == 0)) throw new ArgumentException("An append without events.", nameof(appends));
        foreach (var append in appends)
        {
            if (append.Stream.Length == 0 || append.Stream.Any(char.IsControl)) throw new ArgumentException("A stream without a name.", nameof(appends));
            ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedVersion);
        }

        return [.. appends.Select(a => a with { Events = [.. a.Events.Select(e => e with { Data = CanonicalJson.Canonicalise(e.Data) })] })];
    }
}
