namespace IncidentBot.Store.Postgres;

/// <summary>One caller's append with its data in canonical form. <paramref name="Term"/>: the term under which the caller acts; null asks for none.</summary>
internal sealed record PendingAppend(IReadOnlyList<StreamAppend> Appends, long? Completes, long? Term);

/// <summary>An event with its place in the log and in its stream's chain.</summary>
internal readonly record struct ChainedEvent(long Position, string Stream, long Version, string Type, string Data, string At, string PrevHash, string Hash);
