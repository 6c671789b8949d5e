using System.Diagnostics;
using System.Globalization;
using IncidentBot.Acceptance.Crashes;
using Ports = IncidentBot.Demo.FreePort;

namespace IncidentBot.Acceptance.Soak;

/// <summary>Two processes on one database, to be killed, paused and looked at.</summary>
internal sealed class SoakNodes : IAsyncDisposable
{
    private readonly CrashStore store;
    private readonly HttpClient http;
    private readonly string[] settings;
    private readonly BotProcess[] processes = new BotProcess[2];
    private readonly List<string> past = [];

    private SoakNodes(CrashStore store, HttpClient http, string[] settings)
    {
        this.store = store;
        this.http = http;
        this.settings = settings;
        Addresses = [.. Ports.Pick(processes.Length).Select(port => new Uri($"http://127.0.0.1:{port}/"))];
    }

    internal Uri[] Addresses { get; }

    /// <param name="write">Writes the settings of a node: its file, its address, its section "Store".</param>
    internal static async Task<SoakNodes> Start(CrashStore store, HttpClient http, string folder, Func<string, Uri, object, Task> write, CancellationToken cancel)
    {
        var nodes = new SoakNodes(store, http, [.. Enumerable.Range(0, 2).Select(n => Path.Combine(folder, $"settings-{n}.json"))]);
        for (var node = 0; node < nodes.processes.Length; node++)
        {
            // One after the other: the first makes the key that the second is to have.
            await write(nodes.settings[node], nodes.Addresses[node], store.Settings(node));
            nodes.processes[node] = await BotProcess.Start(nodes.settings[node], nodes.Addresses[node], http, cancel);
        }

        return nodes;
    }

    /// <summary>All that the processes wrote, those that were killed first.</summary>
    internal IEnumerable<string> Said => past.Concat(processes.SelectMany(p => p.Said));

    internal string LastWords => string.Join("\n", processes.Select((p, n) => $"node {n}:\n{p.LastWords}"));

    /// <summary>The node that works by the database's word, which is old while none does.</summary>
    internal Task<int> Active(CancellationToken cancel) => store.Active(cancel);

    internal async Task KillAndStart(int node, CancellationToken cancel)
    {
        processes[node].Kill();
        past.AddRange(processes[node].Said);
        await processes[node].DisposeAsync();
        processes[node] = await BotProcess.Start(settings[node], Addresses[node], http, cancel);
    }

    /// <summary>SIGSTOP, and SIGCONT after a time.</summary>
    internal async Task Pause(int node, TimeSpan length, CancellationToken cancel)
    {
        await Signal("STOP", processes[node].Id, cancel);
        try
        {
            await Task.Delay(length, cancel);
        }
        finally
        {
            await Signal("CONT", processes[node].Id, CancellationToken.None);
        }
    }

    /// <summary>A node's process, its resident memory in MiB, and the processor time it took; null while it is being started.</summary>
    internal (int Id, long Resident, TimeSpan Processor)? Memory(int node)
    {
        try
        {
            using var process = Process.GetProcessById(processes[node].Id);
            return (process.Id, process.WorkingSet64 / (1024 * 1024), process.TotalProcessorTime);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.Where(p => p is not null)) await process.DisposeAsync();
    }

    private static async Task Signal(string signal, int id, CancellationToken cancel)
    {
        using var kill = Process.Start("kill", [$"-{signal}", id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancel);
    }
}
