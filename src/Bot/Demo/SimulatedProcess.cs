using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace IncidentBot.Demo;

/// <summary>One child process of the simulated service. Only the process that was started here is ever killed.</summary>
internal sealed class SimulatedProcess : IAsyncDisposable
{
    private const int TailLines = 20;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<string> _tail = new();
    private readonly Process _process;
    private readonly string _name;

    private SimulatedProcess(string name, Process process) => (_name, _process) = (name, process);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts <c>incidentbot sim ...</c>; with a parent it ends when that process does.</summary>
    public static SimulatedProcess Start(string name, IEnumerable<string> arguments, int? parent)
    {
        var all = arguments.Prepend("sim");
        var start = OwnExecutable.Start(parent is { } pid ? all.Concat(["--parent", pid.ToString(CultureInfo.InvariantCulture)]) : all);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        // Three small processes beside the bot: less memory matters more than the last tenth of speed.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "0x200000";
        var child = new SimulatedProcess(name, new Process { StartInfo = start });
        child._process.ErrorDataReceived += (_, line) => child.Remember(line.Data);
        child._process.OutputDataReceived += (_, line) => child.Remember(line.Data);
        child._process.Start();
        child._process.StandardInput.Close();
        child._process.BeginErrorReadLine();
        child._process.BeginOutputReadLine();
        return child;
    }

    /// <summary>Returns once the URL answers with success; throws with the process's last words if it ends or stays silent.</summary>
    public async Task Answers(HttpClient http, Uri url, CancellationToken cancel)
    {
        var deadline = Stopwatch.StartNew();
        while (!await Answers(http, url, deadline, cancel))
        {
            await Task.Delay(Interval, cancel);
        }
    }

    /// <summary>Ends the process without warning (SIGKILL) and returns when it is gone; harmless if it already is.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> Answers(HttpClient http, Uri url, Stopwatch deadline, CancellationToken cancel)
    {
        var success = false;
        try
        {
            using var answer = await http.GetAsync(url, cancel);
            success = answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (Http.IsOutside(e, cancel))
        {
            // Nothing listens yet, or never will: decided below.
        }

        // A stranger may hold the port and answer: only a living process of ours counts.
        return !_process.HasExited && (success || deadline.Elapsed < StartLimit)
            ? success
            : throw new InvalidOperationException(
                $"{_name} {(_process.HasExited ? "ended" : "did not answer")} at start. Its last lines: {string.Join(" | ", _tail)}");
    }

    private void Remember(string? line)
    {
        if (line is not null)
        {
            _tail.Enqueue(line);
            while (_tail.Count > TailLines && _tail.TryDequeue(out var _))
            {
            }
        }
    }
}
