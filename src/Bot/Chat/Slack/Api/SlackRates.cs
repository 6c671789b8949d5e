using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace IncidentBot.Chat.Slack.Api;

/// <summary>Keeps each method within its tier, and quiet for as long as Slack asked.</summary>
internal sealed class SlackRates(TimeProvider clock) : IDisposable
{
    private const int MostWaiting = 1_000;

    private readonly ConcurrentDictionary<string, TokenBucketRateLimiter> buckets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> quiet = new(StringComparer.Ordinal);

    /// <summary>Waits for the method's turn. Throws <see cref="ChatUnavailableException"/> while Slack wants none of it.</summary>
    internal async Task Turn(SlackMethod method, CancellationToken cancel)
    {
        if (quiet.TryGetValue(method.Name, out var until) && until - clock.GetUtcNow() is { Ticks: > 0 } left)
        {
            throw new ChatUnavailableException($"Slack limits {method.Name} until {Workflow.Durations.Clock(until)}.", left);
        }

        var bucket = buckets.GetOrAdd(method.Name, _ => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = method.PerMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / method.PerMinute,
            QueueLimit = MostWaiting,
        }));
        using var lease = await bucket.AcquireAsync(1, cancel);
        if (!lease.IsAcquired)
        {
            throw new ChatUnavailableException($"Too many calls of {method.Name} wait already.", TimeSpan.FromSeconds(10));
        }
    }

    /// <summary>Slack answered 429: nothing of this method until then.</summary>
    internal ChatUnavailableException Limited(SlackMethod method, TimeSpan pause)
    {
        quiet[method.Name] = clock.GetUtcNow() + pause;
        return new ChatUnavailableException($"Slack limits {method.Name} for {Workflow.Durations.Text(pause)}.", pause);
    }

    public void Dispose()
    {
        foreach (var bucket in buckets.Values)
        {
            bucket.Dispose();
        }
    }
}
