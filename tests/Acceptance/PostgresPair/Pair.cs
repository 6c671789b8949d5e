using IncidentBot.Acceptance.CommandLine;
using IncidentBot.Demo;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>A primary and its streaming standby, with a line between them that delays, and the tables and roles of the example.</summary>
internal sealed class Pair : IAsyncDisposable
{
    internal const string PrimaryRegion = "us-east-1";
    internal const string TargetRegion = "eu-west-1";

    private readonly Link link;

    internal Pair(string folder, int seed)
    {
        var ports = FreePort.Pick(3);
        Primary = new PostgresServer(PrimaryRegion, Folder(folder, PrimaryRegion), ports[0]);
        Target = new PostgresServer(TargetRegion, Folder(folder, TargetRegion), ports[1]);
        PostgresPrograms.Do("initdb", "-D", Primary.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--data-checksums", "-N");
        File.AppendAllLines(Path.Combine(Primary.Data, "postgresql.conf"), ["wal_level = replica", "track_commit_timestamp = on", "wal_keep_size = '64MB'"]);
        Primary.Start();
        link = new Link(ports[2], Primary.Port, seed);
        try
        {
            Furnish();
            PostgresPrograms.Do("pg_basebackup", "-D", Target.Data, "-R", "-X", "stream", "-c", "fast", "-d", $"host=127.0.0.1 port={ports[2]} user=postgres");
            Target.Start();
        }
        catch
        {
            Primary.Dispose();
            Target.Dispose();
            throw;
        }
    }

    internal PostgresServer Primary { get; }

    internal PostgresServer Target { get; }

    /// <summary>The region is lost: its server, and the line with what is under way on it.</summary>
    internal void LosePrimary()
    {
        link.Cut();
        Primary.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await link.DisposeAsync();
        Primary.Dispose();
        Target.Dispose();
    }

    private static string Folder(string folder, string region)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, region)).FullName;
        PostgresPrograms.Give(own);
        return own;
    }

    private void Furnish()
    {
        Primary.Ask("CREATE DATABASE shop", "postgres");
        Primary.Ask("CREATE TABLE orders (number bigint PRIMARY KEY, written_at timestamptz NOT NULL DEFAULT clock_timestamp(), region text NOT NULL DEFAULT current_setting('cluster_name'))");
        Primary.Ask("CREATE ROLE shop LOGIN");
        Primary.Ask("GRANT SELECT, INSERT ON orders TO shop");
        Primary.Ask(File.ReadAllText(Path.Combine(Incidentbot.Repository, "plans", "examples", "postgres-pair", "setup.sql")));
    }
}
