using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using IncidentBot.Demo.Edge;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>An order that a server acknowledged.</summary>
internal sealed record Order(long Number, DateTimeOffset SentAt, string Region);

/// <summary>The application: writers that each send numbered orders at a fixed rate through the router, and what they saw. No number is ever sent twice.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private const int Writers = 4;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<Order> acknowledged = [];
    private readonly CancellationTokenSource closed = new();
    private readonly string connection;
    private readonly Task[] writers;
    private long number;

    internal Shop(int router)
    {
        connection = string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={router} dbname=shop user=shop connect_timeout=2");
        writers = [.. Enumerable.Range(0, Writers).Select(_ => Task.Run(Write))];
    }

    /// <summary>Orders by the second in which they were sent, and how those of the last five seconds went.</summary>
    internal Traffic Traffic { get; } = new(TimeProvider.System);

    internal IReadOnlyCollection<Order> Acknowledged => acknowledged;

    /// <summary>How many were sent at all, acknowledged or not.</summary>
    internal long Sent => Interlocked.Read(ref number);

    /// <summary>No more orders; those under way have ended.</summary>
    internal async Task Close()
    {
        await closed.CancelAsync();
        await Task.WhenAll(writers);
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        closed.Dispose();
    }

    private async Task Write()
    {
        using var timer = new PeriodicTimer(Between);
        Process? session = null;
        try
        {
            while (await timer.WaitForNextTickAsync(closed.Token))
            {
                session ??= Connect();
                var (order, sent) = (Interlocked.Increment(ref number), DateTimeOffset.UtcNow);
                var region = await Insert(session, order);
                Traffic.Record(sent, region ?? "", region is not null);
                if (region is null)
                {
                    End(ref session);
                    await Task.Delay(4 * Between, closed.Token);
                    continue;
                }

                acknowledged.Enqueue(new Order(order, sent, region));
            }
        }
        catch (OperationCanceledException)
        {
            // The shop closes.
        }
        finally
        {
            End(ref session);
        }
    }

    /// <summary>The region that acknowledged it; null where nobody did in time, and it may have been written or not.</summary>
    private static async Task<string?> Insert(Process session, long order)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            await session.StandardInput.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"INSERT INTO orders (number) VALUES ({order}) RETURNING number, region;").AsMemory(), limit.Token);
            await session.StandardInput.FlushAsync(limit.Token);
            var answer = (await session.StandardOutput.ReadLineAsync(limit.Token))?.Split('|');
            return answer is [var echoed, var region] && echoed == order.ToString(CultureInfo.InvariantCulture) ? region : null;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private Process Connect()
    {
        var start = new ProcessStartInfo(Path.Combine(PostgresPrograms.Folder, "psql"), ["-X", "-w", "-qAt", "-v", "ON_ERROR_STOP=1", "-d", connection])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var session = new Process { StartInfo = start };
        session.ErrorDataReceived += (_, _) => { };
        session.Start();
        session.BeginErrorReadLine();
        return session;
    }

    private static void End(ref Process? session)
    {
        session?.Kill();
        session?.Dispose();
        session = null;
    }
}
