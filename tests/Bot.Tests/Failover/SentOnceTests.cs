using System.Net;
using System.Net.Sockets;
using System.Text;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>A server that takes a request and closes the connection properly, without an answer: clients like to send again then.</summary>
public sealed class SentOnceTests : IAsyncDisposable
{
    private readonly StepLab lab = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private int requests;

    [Theory]
    [InlineData("GET", null)]
    [InlineData("POST", null)]
    [InlineData("POST", "{}")]
    [InlineData("DELETE", null)]
    public async Task A_request_that_got_no_answer_is_never_sent_again(string method, string? body)
    {
        listener.Start();
        var serving = Serve();
        var result = await lab.Perform(new StepAction.Http(
            method, $"http://{listener.LocalEndpoint}/do/promote", new Dictionary<string, string>(), body, [], null));
        await stop.CancelAsync();
        await serving;

        Assert.Equal((StepOutcome.Unknown, false), (result.Outcome, result.NothingSent));
        Assert.Equal(1, requests);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        stop.Dispose();
        listener.Dispose();
        await lab.DisposeAsync();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(stop.Token);
                var stream = connection.GetStream();
                var head = new StringBuilder();
                var buffer = new byte[4096];
                while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    var read = await stream.ReadAsync(buffer, stop.Token);
                    if (read == 0) break;
                    head.Append(Encoding.ASCII.GetString(buffer, 0, read));
                }

                requests += head.Length > 0 ? 1 : 0;
                connection.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has its answer.
        }
    }
}
