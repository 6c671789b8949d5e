using System.Globalization;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>One PostgreSQL server of the test's own, on loopback. It can be killed and paused as a whole: postmaster, backends and all.</summary>
internal sealed class PostgresServer(string region, string folder, int port) : IDisposable
{
    internal string Region => region;

    internal int Port => port;

    internal string Data => Path.Combine(folder, "data");

    /// <summary>Past every router.</summary>
    internal string Connection(string user) => string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={port} dbname=shop user={user}");

    internal void Start() => PostgresPrograms.Do("pg_ctl", "-s", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c cluster_name={region} -c shared_buffers=16MB"), "start");

    /// <summary>Asks as superuser, past every router.</summary>
    internal string Ask(string statement, string database = "shop") => PostgresPrograms.Do(
        "psql", "-X", "-w", "-qAt", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-d", database, "-c", statement);

    /// <summary>SIGSTOP to every process: it keeps its sockets, accepts connections, and says nothing.</summary>
    internal void Pause()
    {
        // The postmaster first: it starts no other process then.
        Signal("STOP", [Postmaster]);
        Signal("STOP", Children(Postmaster));
    }

    /// <summary>SIGCONT: it goes on where it was, and knows nothing of the time between.</summary>
    internal void Wake() => Signal("CONT", [.. Children(Postmaster), Postmaster]);

    /// <summary>SIGKILL to every process, as if the host had lost its power.</summary>
    internal void Kill()
    {
        Pause();
        Signal("KILL", [Postmaster, .. Children(Postmaster)]);
    }

    public void Dispose()
    {
        if (File.Exists(PidFile) && Directory.Exists($"/proc/{Postmaster}"))
        {
            Kill();
        }
    }

    private string PidFile => Path.Combine(Data, "postmaster.pid");

    private int Postmaster => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    private static void Signal(string signal, IReadOnlyList<int> processes)
    {
        // One that has ended meanwhile needs no signal.
        foreach (var process in processes.Where(p => Directory.Exists($"/proc/{p}")))
        {
            PostgresPrograms.Run("bash", "-c", $"kill -{signal} {process} 2>/dev/null || [[ ! -d /proc/{process} ]]");
        }
    }

    private static List<int> Children(int parent)
    {
        var children = new List<int>();
        foreach (var id in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)))
        {
            try
            {
                // "pid (name) state ppid ...": the name may hold anything, so what follows the last bracket counts.
                var stat = File.ReadAllText($"/proc/{id}/stat");
                if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == parent.ToString(CultureInfo.InvariantCulture))
                {
                    children.Add(int.Parse(id!, CultureInfo.InvariantCulture));
                }
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        return children;
    }
}
