using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentBot.Demo;

namespace IncidentBot.Acceptance.Crashes;

/// <summary>The program itself, started as <c>incidentbot serve</c>. Only the process that was started here is ever killed.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<string> said = [];
    private readonly Process process;

    private BotProcess(Process process) => this.process = process;

    /// <summary>Starts it and returns once it answers.</summary>
    internal static async Task<BotProcess> Start(string settings, Uri address, HttpClient http, CancellationToken cancel)
    {
        var start = OwnExecutable.Start(["serve", "--config", settings]);

        // A developer's own settings are not what is tested.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("INCIDENTBOT_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var bot = new BotProcess(new Process { StartInfo = start });
        bot.process.OutputDataReceived += (_, line) => bot.said.Enqueue(line.Data ?? "");
        bot.process.ErrorDataReceived += (_, line) => bot.said.Enqueue(line.Data ?? "");
        bot.process.Start();
        bot.process.BeginOutputReadLine();
        bot.process.BeginErrorReadLine();
        var deadline = Stopwatch.StartNew();
        while (!await Answers(http, new Uri(address, "health/live"), cancel))
        {
            if (bot.process.HasExited || deadline.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"The bot did not start: {bot.LastWords}");
            }

            await Task.Delay(100, cancel);
        }

        return bot;
    }

    internal int Id => process.Id;

    /// <summary>All that it wrote.</summary>
    internal IReadOnlyCollection<string> Said => said;

    internal string LastWords => string.Join('\n', said.TakeLast(30));

    /// <summary>kill -9, and returns when it is gone.</summary>
    internal void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> Answers(HttpClient http, Uri url, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(url, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
