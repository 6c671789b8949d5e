namespace IncidentBot.Store.Sqlite;

/// <summary>On SQLite the folder's lock is the lease: whoever has the folder open works, under a term that is larger at each start.</summary>
internal sealed class SqliteLease(long term) : IWorkLease
{
    public long? Term => term;

    public Task<Tenure> Take(CancellationToken cancel) => Task.FromResult(new Tenure(term, () => ValueTask.CompletedTask, CancellationToken.None));

    public void Lost(long term)
    {
        // Nobody else can append to the folder, and the operating system takes the lock only with the process.
    }
}
