namespace IncidentBot.Store.Postgres;

/// <summary>One signing key for all nodes: its private half in a file that each is given, its public half in the database, which refuses any other.</summary>
internal static class SharedKey
{
    private static readonly SqlFile Sql = SqlFile.Load("postgres/sql/leases.sql");

    internal static async Task<HeadSigner> Open(PostgresConnections connections, StoreOptions options, CancellationToken cancel)
    {
        var folder = new DataFolder(options.Folder);
        folder.Create();
        var file = KeyFile(options);
        var known = await Known(connections, cancel);
        if (known is not null && !File.Exists(file))
        {
            throw new StoreUnavailableException(
                $"{file} is missing: {connections.Database} belongs to nodes that sign with one key. Copy signing-key.pem from a node that works to there, "
                + "or set Store:Postgres:SigningKey to where it is. If it is lost, docs/postgresql.md says how to begin with a new one.");
        }

        // Before the first node has told its key there is none to compare with: it is made here.
        var signer = HeadSigner.Open(file, folder.PublicKey);
        try
        {
            if (known is null)
            {
                await Tell(connections, signer.PublicKeyPem, cancel);
                known = await Known(connections, cancel);
            }

            return known == signer.PublicKeyPem
                ? signer
                : throw new StoreUnavailableException(
                    $"{file} is not the key of {connections.Database}: its nodes sign with another. Copy signing-key.pem from a node that works to there. "
                    + "If the key was changed on purpose, docs/postgresql.md says how to make it known.");
        }
        catch
        {
            signer.Dispose();
            throw;
        }
    }

    /// <summary>The key for a reader: null where it is not here. Another key than the nodes' own is refused.</summary>
    internal static async Task<(string File, HeadSigner? Signer)> Find(PostgresConnections connections, StoreOptions options, CancellationToken cancel)
    {
        var file = KeyFile(options);
        return File.Exists(file) && await Known(connections, cancel) is not null ? (file, await Open(connections, options, cancel)) : (file, null);
    }

    private static string KeyFile(StoreOptions options) =>
        options.Postgres.SigningKey.Length == 0 ? new DataFolder(options.Folder).SigningKey : Path.GetFullPath(options.Postgres.SigningKey);

    /// <summary>Makes a public key known; one that is known already stays.</summary>
    internal static Task Tell(PostgresConnections connections, string publicKey, CancellationToken cancel) =>
        connections.Execute(Sql["key"], new { publicKey }, cancel);

    internal static Task<string?> Known(PostgresConnections connections, CancellationToken cancel) =>
        connections.Value<string>(Sql["known-key"], null, cancel);
}
