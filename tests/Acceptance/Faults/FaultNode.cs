using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using IncidentBot.Demo;

namespace IncidentBot.Acceptance.Faults;

/// <summary>How a node is started: its settings file, what stands before its command line, and what its environment has beside the test's own.</summary>
internal sealed record NodeStart(string Settings, IReadOnlyList<string> Before, IReadOnlyDictionary<string, string> Environment);

/// <summary>One process of the program, which tests kill, stop for a while and wake. Only what was started here is ever signalled.</summary>
internal sealed class FaultNode : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<string> said = [];
    private readonly Process process;

    private FaultNode(Process process) => this.process = process;

    /// <summary>Starts it and returns once it takes in: it works, or stands by.</summary>
    internal static async Task<FaultNode> Start(NodeStart node, CancellationToken cancel)
    {
        var own = OwnExecutable.Start(["serve", "--config", node.Settings]);
        var start = node.Before.Count == 0 ? own : new ProcessStartInfo(node.Before[0], [.. node.Before.Skip(1), own.FileName, .. own.ArgumentList]);

        // A developer's own settings are not what is tested.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("INCIDENTBOT_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in node.Environment) start.Environment[name] = value;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var bot = new FaultNode(new Process { StartInfo = start });
        bot.process.OutputDataReceived += (_, line) => bot.said.Enqueue(line.Data ?? "");
        bot.process.ErrorDataReceived += (_, line) => bot.said.Enqueue(line.Data ?? "");
        bot.process.Start();
        bot.process.BeginOutputReadLine();
        bot.process.BeginErrorReadLine();
        var patience = Stopwatch.StartNew();
        while (!bot.Says("This node works now") && !bot.Says("stands by, and takes over"))
        {
            if (bot.process.HasExited || patience.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"The bot did not start: {bot.LastWords}");
            }

            await Task.Delay(50, cancel);
        }

        return bot;
    }

    internal int Id => process.Id;

    internal string LastWords => string.Join('\n', said.TakeLast(30));

    /// <summary>Whether a line of its log holds this.</summary>
    internal bool Says(string text) => Lines(text) > 0;

    internal int Lines(string text) => said.Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>kill -9, and returns when it is gone.</summary>
    internal void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>SIGSTOP: it keeps its sockets, and its monotonic clock goes on.</summary>
    internal void Pause() => Signal("STOP");

    internal void Wake() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        if (kill.ExitCode != 0) throw new InvalidOperationException($"SIG{name} did not arrive.");
    }
}
