using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentBot.Acceptance.Slack;
using Xunit;

namespace IncidentBot.Acceptance.Chats;

/// <summary>A program of somebody else that plays a chat's server, in a process of its own, ended with everything that it has started.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> said = [];
    private readonly Process process;

    private ToolProcess(Process process) => this.process = process;

    /// <summary>Returns once the program answers; fails with its last words when it does not.</summary>
    internal static async Task<ToolProcess> Start(ProcessStartInfo start, Func<Task> ask, CancellationToken cancel)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var tool = new ToolProcess(new Process { StartInfo = start });
        tool.process.OutputDataReceived += (_, line) => tool.said.Enqueue(line.Data ?? "");
        tool.process.ErrorDataReceived += (_, line) => tool.said.Enqueue(line.Data ?? "");
        tool.process.Start();
        tool.process.BeginOutputReadLine();
        tool.process.BeginErrorReadLine();
        try
        {
            await Wait.For(async () => tool.process.HasExited || await Answers(ask) ? "" : null, () => string.Join('\n', tool.said), cancel);
            Assert.False(tool.process.HasExited, string.Join('\n', tool.said));
            return tool;
        }
        catch
        {
            await tool.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> Answers(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
