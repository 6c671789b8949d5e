using System.Globalization;
using System.Text.RegularExpressions;
using IncidentBot.Store.Postgres;
using IncidentBot.Workflow.Plans;
using Npgsql;

namespace IncidentBot.Store;

/// <summary>Section "Store:Postgres": the database that nodes share.</summary>
internal sealed class PostgresOptions
{
    /// <summary>An Npgsql connection string with host and database: "Host=db.internal;Database=incidentbot;Username=incidentbot;SSL Mode=VerifyFull". Never shown.</summary>
    public string Connection { get; set; } = "";

    /// <summary>A file with the password, read at each new connection; empty where the connection string, the environment (PGPASSWORD) or a certificate has it.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>The schema of the tables; it is made if missing. Lower-case letters, digits and underscores.</summary>
    public string Schema { get; set; } = "incidentbot";

    /// <summary>The private key that all nodes sign heads with; empty for signing-key.pem in the data folder. The first node makes it, every other is given a copy.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>This node's name for people; empty for the machine's name.</summary>
    public string Node { get; set; } = "";

    /// <summary>How long a node may work without being heard of before another takes over: 3s to 5m.</summary>
    public string Lease { get; set; } = "10s";

    /// <summary>How often the node that works says so: 200ms to a third of the lease.</summary>
    public string RenewEvery { get; set; } = "2s";

    /// <summary>The lease's terms, of options without a fault. Two processes of one machine are two nodes.</summary>
    internal LeaseTerms Terms() => new(
        $"{(Node.Length == 0 ? Environment.MachineName : Node)}/{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8]}",
        PlanDuration.TryRead(Lease, out var lease) ? lease : TimeSpan.FromSeconds(10),
        PlanDuration.TryRead(RenewEvery, out var every) ? every : TimeSpan.FromSeconds(2));
}

/// <summary>Every fault of the options of the database; the connection string itself appears in none, for it may hold a password.</summary>
internal static partial class PostgresFaults
{
    internal static IEnumerable<string> Of(PostgresOptions options)
    {
        if (Connection(options.Connection) is { } wrong)
        {
            yield return $"Store:Postgres:Connection must be an Npgsql connection string with Host and Database; {wrong}.";
        }

        if (options.PasswordFile.Length > 0 && !File.Exists(options.PasswordFile))
        {
            yield return $"Store:Postgres:PasswordFile must be an existing file that holds the password; it is \"{options.PasswordFile}\".";
        }

        if (!SchemaName().IsMatch(options.Schema))
        {
            yield return $"Store:Postgres:Schema must begin with a lower-case letter and hold only lower-case letters, digits and underscores, 40 at most; it is \"{options.Schema}\".";
        }

        if (options.Node.Length > 60 || options.Node.Any(char.IsControl))
        {
            yield return $"Store:Postgres:Node must be at most 60 characters without line breaks; it is \"{options.Node}\".";
        }

        var leased = PlanDuration.TryRead(options.Lease, out var lease) && lease >= TimeSpan.FromSeconds(3) && lease <= TimeSpan.FromMinutes(5);
        if (!leased)
        {
            yield return $"Store:Postgres:Lease must be 3s to 5m ({PlanDuration.Advice}); it is \"{options.Lease}\".";
        }

        if (!PlanDuration.TryRead(options.RenewEvery, out var every) || every < TimeSpan.FromMilliseconds(200) || (leased && every > lease / 3))
        {
            yield return $"Store:Postgres:RenewEvery must be 200ms to a third of Store:Postgres:Lease ({PlanDuration.Advice}); it is \"{options.RenewEvery}\".";
        }
    }

    private static string? Connection(string text)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(parts.Host) ? "it has no Host" : string.IsNullOrEmpty(parts.Database) ? "it has no Database" : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or NotSupportedException)
        {
            // The text may hold a password, and so may what the library says of it.
            return "it cannot be read as one";
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaName();
}
