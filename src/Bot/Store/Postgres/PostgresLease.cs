using Npgsql;

namespace IncidentBot.Store.Postgres;

/// <summary>One lease for all work on a database, taken by counting and timed by each node's own monotonic clock: nobody's wall clock decides.</summary>
/// <remarks>
/// The holder counts its renewals up. Another node that has seen the same count for the lease's whole length, by its own clock, takes
/// the lease under the next term; the holder has stopped a tenth of the length before that could be, by its own. What it had under way
/// when it was stopped or cut off is refused by the store, which checks the term of each append under the lock that a takeover needs.
/// </remarks>
internal sealed class PostgresLease(PostgresConnections connections, PostgresPulse pulse, LeaseTerms terms, TimeProvider clock, ILogger log) : IWorkLease
{
    private static readonly SqlFile Sql = SqlFile.Load("postgres/sql/leases.sql");
    private static readonly SqlFile Events = SqlFile.Load("postgres/sql/events.sql");

    private readonly Lock _gate = new();
    private HeldLease? _held;

    internal sealed record Seen(string Holder, long Term, long Renewals, long LengthMs);

    public long? Term
    {
        get
        {
            lock (_gate) return _held?.Term;
        }
    }

    public async Task<Tenure> Take(CancellationToken cancel)
    {
        Seen? seen = null;
        var since = clock.GetTimestamp();
        var told = false;
        while (true)
        {
            try
            {
                var now = (await connections.Rows<Seen>(Sql["read"], null, cancel)).FirstOrDefault();
                if (now != seen || seen is null) (seen, since) = (now, clock.GetTimestamp());
                if ((now is null || now.Holder.Length == 0 || clock.GetElapsedTime(since) >= TimeSpan.FromMilliseconds(now.LengthMs)) && await Claim(now, cancel) is { } tenure)
                {
                    return tenure;
                }

                if (!told && now is not null) log.LogInformation("{Holder} works, term {Term}; this node takes in, stands by, and takes over when it is gone", now.Holder, now.Term);
                told = true;
            }
            catch (StoreUnavailableException e)
            {
                // What was seen last still counts: who cannot be seen to renew is found not to have, or to have.
                log.LogWarning("The lease cannot be asked for: {Reason}", e.Message);
            }

            await pulse.Lease.Wait(terms.Look, clock, cancel);
        }
    }

    public void Lost(long term)
    {
        HeldLease? held;
        lock (_gate) held = _held?.Number == term ? _held : null;
        held?.End();
    }

    private async Task<Tenure?> Claim(Seen? seen, CancellationToken cancel)
    {
        var asked = clock.GetTimestamp();
        var term = await connections.Use(
            async connection =>
            {
                // Under the append lock: every append before this is visible, and every one after it reads the new term.
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                await using (var wait = new NpgsqlCommand(Events["lock"], connection, transaction)) await wait.ExecuteNonQueryAsync(cancel);
                await using var take = new NpgsqlCommand(Sql["take"], connection, transaction)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string>("holder", terms.Node), new NpgsqlParameter<long>("lengthMs", (long)terms.Length.TotalMilliseconds),
                        new NpgsqlParameter<long>("seenTerm", seen?.Term ?? 0), new NpgsqlParameter<long>("seenRenewals", seen?.Renewals ?? 0),
                    },
                };
                var taken = await take.ExecuteScalarAsync(cancel) as long?;
                await transaction.CommitAsync(cancel);
                return taken;
            },
            cancel);
        if (term is null) return null;

        var held = new HeldLease(term.Value, asked, terms, clock, Renew, log);
        lock (_gate) _held = held;
        held.Begin();
        return new Tenure(term.Value, () => Release(held, CancellationToken.None), held.Over);
    }

    private async Task<bool> Renew(long term, CancellationToken cancel) =>
        await connections.Execute(Sql["renew"], new { term, holder = terms.Node }, cancel) > 0;

    private async ValueTask Release(HeldLease held, CancellationToken never)
    {
        lock (_gate)
        {
            if (_held == held) _held = null;
        }

        await held.DisposeAsync();
        try
        {
            if (await connections.Execute(Sql["release"], new { term = held.Number, holder = terms.Node }, never) > 0) pulse.Raise(pulse.Lease);
        }
        catch (StoreUnavailableException e)
        {
            log.LogWarning("The lease could not be handed on, and runs out by itself: {Reason}", e.Message);
        }
    }
}

/// <summary>How long a lease holds, how often it is renewed and looked at, and by whom.</summary>
internal sealed record LeaseTerms(string Node, TimeSpan Length, TimeSpan Every)
{
    /// <summary>Between two looks of a node that stands by.</summary>
    internal TimeSpan Look => TimeSpan.FromTicks(Math.Min(Every.Ticks / 2, TimeSpan.TicksPerMillisecond * 500));

    /// <summary>How long the holder trusts a renewal, from the moment it asked for it: clocks run differently, and stopping takes a moment.</summary>
    internal TimeSpan Trusted => Length * 0.9;
}
