using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace IncidentBot.Bot.Tests.Store.Postgres;

/// <summary>A PostgreSQL server of the tests' own, from Debian's programs: in a temporary folder, on a free port of loopback and a socket in that folder.</summary>
internal sealed class PostgresServer : IDisposable
{
    internal const string Absent = "PostgreSQL's programs are not here: apt-get install -y postgresql-15 (PostgreSQL of another version: its bin folder in POSTGRES_BIN).";

    private static readonly Lazy<PostgresServer> One = new(() => new PostgresServer(durable: false));

    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-postgres-").FullName;
    private readonly bool durable;
    private int databases;

    internal PostgresServer(bool durable)
    {
        this.durable = durable;
        Port = IncidentBot.Demo.FreePort.Pick(1)[0];
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        if (!OperatingSystem.IsWindows())
        {
            // It is the server's own user that works in there.
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            if (Environment.IsPrivilegedProcess) Run("chown", ["postgres", folder]);
        }

        Do("initdb", ["-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]);
        Start();
    }

    /// <summary>True where there is one, and under CI=true in any case: then its absence is a failure.</summary>
    public static bool IsThere => Directory.Exists(Programs) || Environment.GetEnvironmentVariable("CI") is "true" or "1";

    /// <summary>The folder of initdb, pg_ctl and pgbench.</summary>
    internal static string Programs { get; } = Environment.GetEnvironmentVariable("POSTGRES_BIN") is { Length: > 0 } named ? named
        : Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).FirstOrDefault(b => File.Exists(Path.Combine(b, "initdb"))) ?? ""
            : "";

    /// <summary>The one that tests share; each takes a database of its own. It does not flush to disk.</summary>
    internal static PostgresServer Shared => One.Value;

    internal int Port { get; }

    private string Data => Path.Combine(folder, "data");

    /// <summary>Makes an empty database and answers how to connect to it.</summary>
    internal string NewDatabase()
    {
        var name = $"t{Interlocked.Increment(ref databases)}";
        using var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=false");
        connection.Open();
        using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        create.ExecuteNonQuery();
        return Connection(name);
    }

    internal string Connection(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}");

    internal void Start() => Do("pg_ctl", ["-s", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {Port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=300 -c shared_buffers=64MB {(durable ? "" : "-F")}"), "start"]);

    /// <summary>Stops it; "immediate" is as a crash is.</summary>
    internal void Stop(string mode) => Do("pg_ctl", ["-D", Data, "-w", "-m", mode, "stop"]);

    public void Dispose()
    {
        if (!Directory.Exists(folder)) return;
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) Stop("immediate");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Runs one of PostgreSQL's programs; they refuse root, so root runs them as the user postgres.</summary>
    internal static string Do(string program, string[] arguments)
    {
        var path = Path.Combine(Programs, program);
        return Environment.IsPrivilegedProcess ? Run("runuser", ["-u", "postgres", "--", path, .. arguments]) : Run(path, arguments);
    }

    private static string Run(string program, string[] arguments)
    {
        // The server inherits what it is given: an output that is read to its end would never end.
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardError = program != "runuser" || !arguments.Contains("start") };
        start.RedirectStandardOutput = start.RedirectStandardError;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var said = start.RedirectStandardOutput ? process.StandardOutput.ReadToEndAsync() : Task.FromResult("");
        var complained = start.RedirectStandardError ? process.StandardError.ReadToEndAsync() : Task.FromResult("");
        process.WaitForExit();
        return process.ExitCode == 0
            ? said.GetAwaiter().GetResult()
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}. {complained.GetAwaiter().GetResult()}");
    }
}
