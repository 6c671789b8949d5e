using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.CommandLine;

/// <summary>The real process, told to end while somebody still sends it a request: once, and it takes no more and waits; twice, and it is gone.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TestFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_first_signal_lets_what_is_under_way_end_and_the_second_abandons_it()
    {
        var port = FreePort.Pick(1)[0];
        Directory.CreateDirectory(Path.Combine(folder.Path, "plans"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "appsettings.json"), $$"""{ "Web": { "Urls": "http://127.0.0.1:{{port}}" } }""", Cancel);
        using var server = Process.Start(Incidentbot.Dll(folder.Path))!;
        try
        {
            var (output, error) = (server.StandardOutput.ReadToEndAsync(Cancel), server.StandardError.ReadToEndAsync(Cancel));
            await Edge.Until("the server listens", async () => await Listens(port) ? "yes" : null, Cancel);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var sending = Trickle(port, stop.Token);

            Signal(server);
            await Edge.Until("it takes no more connections", async () => await Listens(port) ? null : "yes", Cancel);
            Assert.False(server.HasExited);

            Signal(server);
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            soon.CancelAfter(TimeSpan.FromSeconds(20));
            await server.WaitForExitAsync(soon.Token);
            await stop.CancelAsync();
            await sending;
            Assert.Equal((143, ""), (server.ExitCode, await output));
            Assert.DoesNotContain("   at ", await error, StringComparison.Ordinal);
        }
        finally
        {
            if (!server.HasExited)
            {
                server.Kill(entireProcessTree: true);
            }
        }
    }

    private static void Signal(Process server)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{server.Id}"]);
        kill.WaitForExit();
    }

    private static async Task<bool> Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A request that does not end, and is just fast enough not to be cut off.</summary>
    private static async Task Trickle(int port, CancellationToken cancel)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancel);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /alarms/sns HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 300000\r\n\r\n"), cancel);
            while (true)
            {
                await stream.WriteAsync(new byte[400], cancel);
                await Task.Delay(200, cancel);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The server is gone, or the test is over.
        }
    }
}
