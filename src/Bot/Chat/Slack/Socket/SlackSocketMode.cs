using System.Net.WebSockets;
using System.Text.Json;
using IncidentBot.Chat.Slack.Api;
using IncidentBot.Chat.Slack.Inbound;

namespace IncidentBot.Chat.Slack.Socket;

/// <summary>Socket Mode: two sockets, so that one is there while the other is renewed; a new one is open before the old one ends.</summary>
internal sealed class SlackSocketMode(SlackClient slack, SlackIntake intake, SlackAfter after, SlackOptions options, TimeProvider clock, ILogger<SlackSocketMode> log) : BackgroundService
{
    private const int Sockets = 2;

    /// <summary>Slack warns about 10 s before it ends a socket; what it still sends there is taken.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TooMany = TimeSpan.FromSeconds(30);

    private readonly List<Task> ending = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(1, Sockets).Select(n => Hold(n, stoppingToken)));

    /// <summary>Holds one socket open until the bot stops, or Slack says that Socket Mode is switched off.</summary>
    private async Task Hold(int number, CancellationToken cancel)
    {
        var failures = 0;
        while (!cancel.IsCancellationRequested)
        {
            var pause = TimeSpan.Zero;
            try
            {
                var url = (await slack.Call<SocketAnswer>(SlackMethod.ConnectionsOpen, new Nothing(), cancel)).Url;
                var socket = await SlackSocket.Connect(new Uri(url), intake, after, options, log, cancel);
                var (reason, ended) = await Until(socket, number, () => failures = 0, cancel);
                if (reason == "link_disabled")
                {
                    log.LogError("Slack ended Socket Mode: it is switched off for the app. Nothing comes in from Slack until it is switched on again (Settings, Socket Mode) and the bot is restarted");
                    return;
                }

                pause = reason == "too_many_websockets" ? TooMany : ended ? Pause(++failures) : TimeSpan.Zero;
                log.LogInformation("Slack's socket {Number} ends ({Reason}); a new one is opened", number, reason ?? "closed");
            }
            catch (ChatUnavailableException e)
            {
                failures++;
                pause = e.RetryAfter > Pause(failures) ? e.RetryAfter : Pause(failures);
                log.LogWarning("Slack's socket {Number} cannot be opened: {Reason}", number, e.Message);
            }
            catch (SlackErrorException e)
            {
                failures++;
                pause = Longest;
                log.LogError("Slack's socket {Number} cannot be opened ({Error}): {Remedy}", number, e.Error,
                    e.Error == "missing_scope" ? "give the app-level token the scope connections:write." : e.Remedy);
            }
            catch (Exception e) when (e is WebSocketException or IOException or JsonException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                pause = Pause(++failures);
                log.LogWarning("Slack's socket {Number} broke off: {Reason}", number, e.Message);
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, clock, cancel);
            }
        }
    }

    /// <summary>Reads until the socket ends, or is about to: then it is read on beside its successor. Answers the reason, and whether it has ended.</summary>
    private async Task<(string? Reason, bool Ended)> Until(SlackSocket socket, int number, Action greeted, CancellationToken cancel)
    {
        var leftOver = false;
        try
        {
            var reason = await socket.Read(
                () =>
                {
                    greeted();
                    log.LogInformation("Slack's socket {Number} is open", number);
                },
                cancel);
            leftOver = reason is "warning" or "refresh_requested";
            if (leftOver)
            {
                lock (ending)
                {
                    ending.RemoveAll(t => t.IsCompleted);
                    ending.Add(ReadOn(socket, cancel));
                }
            }

            return (reason, reason is null);
        }
        finally
        {
            if (!leftOver)
            {
                socket.Dispose();
            }
        }
    }

    private static async Task ReadOn(SlackSocket socket, CancellationToken cancel)
    {
        using (socket)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Overlap);
            try
            {
                while (await socket.Read(() => { }, patience.Token) is not null)
                {
                    // A refresh follows its warning on the same socket.
                }

                await socket.Close(patience.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException or JsonException)
            {
                // It ends, as was announced; what it did not bring comes again on another.
            }
        }
    }

    private static TimeSpan Pause(int failures) => TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(failures, 10) - 1)));
}
