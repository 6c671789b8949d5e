using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace IncidentBot.Chat.Local;

/// <summary>
/// The changes that one person may see, as server-sent events: "room" and "message", each with the number of its change as id, so that a
/// reader resumes by Last-Event-ID; "hello" at first and "beat" at least every 10 s, both with the server's time.
/// </summary>
internal sealed class ChatStream(ChatFile file, ChatReading reading, IHostApplicationLifetime host, TimeProvider time, ILogger<ChatStream> log)
{
    /// <summary>Readers at a time; each reads the chat's file whenever something changes.</summary>
    internal const int MostReaders = 200;

    private const int BatchSize = 200;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    private int readers;

    /// <summary>Takes a place among the readers until the request ends; false if there is none.</summary>
    internal bool Join(HttpContext http)
    {
        if (Interlocked.Increment(ref readers) > MostReaders)
        {
            Interlocked.Decrement(ref readers);
            return false;
        }

        http.Response.OnCompleted(() =>
        {
            Interlocked.Decrement(ref readers);
            return Task.CompletedTask;
        });
        return true;
    }

    internal async IAsyncEnumerable<SseItem<string>> Events(string? person, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        // A stop of the host ends the stream at once: it would otherwise hold the shutdown up.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel, host.ApplicationStopping);
        yield return Tick("hello");
        while (!ending.IsCancellationRequested)
        {
            var changed = file.Changed();
            if (await Batch(person, after, ending.Token) is not { } batch)
            {
                yield break;
            }

            foreach (var (seq, item) in batch)
            {
                after = seq;
                yield return item;
            }

            if (batch.Count == 0 && !await ChangedInTime(changed, ending.Token))
            {
                yield return Tick("beat");
            }
        }
    }

    private async Task<IReadOnlyList<(long Seq, SseItem<string> Item)>?> Batch(string? person, long after, CancellationToken cancel)
    {
        try
        {
            var messages = await reading.Messages(null, person, after, BatchSize, cancel);
            var limit = messages.Count == BatchSize ? messages[^1].Seq : long.MaxValue;
            var rooms = await reading.Rooms(person, after, cancel);
            return
            [
                .. messages.Select(m => (m.Seq, Item("message", m.Seq, m)))
                    .Concat(rooms.Where(r => r.Seq <= limit).Select(r => (r.Seq, Item("room", r.Seq, r))))
                    .OrderBy(e => e.Seq),
            ];
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (ChatUnavailableException e)
        {
            // The browser connects again and resumes; headers have gone out, so there is no other way to say it.
            log.LogError(e, "A stream of the local chat ended");
            return null;
        }
    }

    private async Task<bool> ChangedInTime(Task changed, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var beat = Task.Delay(Beat, time, enough.Token);
        var first = await Task.WhenAny(changed, beat);
        await enough.CancelAsync();
        return first == changed || cancel.IsCancellationRequested;
    }

    private static SseItem<string> Item<T>(string type, long seq, T value) =>
        new(LocalAnswer.Text(value), type) { EventId = seq.ToString(CultureInfo.InvariantCulture) };

    private SseItem<string> Tick(string type) =>
        new(LocalAnswer.Text(new { store = file.StoreId, now = time.GetUtcNow() }), type) { ReconnectionInterval = ReconnectAfter };
}
