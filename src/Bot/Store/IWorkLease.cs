namespace IncidentBot.Store;

/// <summary>Which process may act: one at a time, under a term that is larger each time.</summary>
internal interface IWorkLease
{
    /// <summary>The term under which this process may act now; null while it may not, or cannot be sure any more. Safe for concurrent callers.</summary>
    long? Term { get; }

    /// <summary>Waits until this process may act. To be called again only when the last tenure's work has ended.</summary>
    Task<Tenure> Take(CancellationToken cancel);

    /// <summary>Ends the tenure of a term that the store has refused; a tenure of another term is left alone.</summary>
    void Lost(long term);
}

/// <summary>The time in which this process may act. Disposing of it hands the lease on at once: only when all work has ended.</summary>
/// <param name="over">Cancelled as soon as this process may not act any more, or cannot be sure that it may.</param>
internal sealed class Tenure(long term, Func<ValueTask> release, CancellationToken over) : IAsyncDisposable
{
    internal long Term { get; } = term;

    internal CancellationToken Over { get; } = over;

    public ValueTask DisposeAsync() => release();
}

/// <summary>The term of this process is over: another one acts now. Nothing was stored, and trying again is useless.</summary>
internal sealed class TermOverException(string message) : Exception(message)
{
    internal static TermOverException Of(long term) => new($"Term {term} is over: another node works now.");

    internal static TermOverException Now() => new("This node does not work now: another one does, or will.");
}
