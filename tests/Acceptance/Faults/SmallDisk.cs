using System.Diagnostics;
using System.Globalization;
using IncidentBot.Bot.Tests.Store.Postgres;
using Npgsql;

namespace IncidentBot.Acceptance.Faults;

/// <summary>A file system of a few megabytes under one database of the tests' server, which a test fills and empties. Mounted by root only; taken away afterwards.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    internal const string Absent = "No small file system can be mounted here: it takes root, and a machine that allows it (a container: --cap-add SYS_ADMIN).";

    private const int Megabytes = 40;

    private static readonly Lazy<bool> Possible = new(Try);

    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-disk-").FullName;
    private readonly string name = $"small_{Random.Shared.Next(0x10000):x4}";
    private string? database;

    private SmallDisk() => Mount(folder);

    /// <summary>True where it can be, and under CI=true in any case: then a failure is one.</summary>
    public static bool IsThere => Possible.Value || Environment.GetEnvironmentVariable("CI") is "true" or "1";

    private string Ballast => Path.Combine(folder, "ballast");

    internal static SmallDisk Make() => new();

    /// <summary>Puts an empty database onto it; nobody may be connected yet.</summary>
    internal async Task Hold(string connection, CancellationToken cancel)
    {
        Run("chown", "postgres", folder);
        database = new NpgsqlConnectionStringBuilder(connection).Database;
        await Do($"CREATE TABLESPACE {name} LOCATION '{folder}'", cancel);
        await Do($"ALTER DATABASE {database} SET TABLESPACE {name}", cancel);
    }

    /// <summary>Not a byte is left.</summary>
    internal void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, 0);
        try
        {
            for (var block = new byte[4096]; ;) file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    internal void Empty() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Ballast)) Empty();
        if (database is not null)
        {
            await Do($"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);
            await Do($"DROP TABLESPACE IF EXISTS {name}", CancellationToken.None);
        }

        Run("umount", folder);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task Do(string sql, CancellationToken cancel)
    {
        await using var own = new NpgsqlConnection(PostgresServer.Shared.Connection("postgres") + ";Pooling=false");
        await own.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, own) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static bool Try()
    {
        var probe = Directory.CreateTempSubdirectory("incidentbot-mount-").FullName;
        try
        {
            Mount(probe);
            Run("umount", probe);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            Directory.Delete(probe);
        }
    }

    private static void Mount(string folder) => Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={Megabytes}m"), "incidentbot-tests", folder);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var complaint = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {complaint}");
    }
}
