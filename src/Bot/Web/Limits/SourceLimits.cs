using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace IncidentBot.Web.Limits;

/// <summary>The two buckets of each source: requests of any kind, and those that were refused.</summary>
internal sealed class SourceLimits(IOptions<WebOptions> options) : IDisposable
{
    private static readonly PathString Health = "/health";

    /// <summary>Every request but those for health, which a load balancer must always be told.</summary>
    internal PartitionedRateLimiter<HttpContext> Requests { get; } = PartitionedRateLimiter.Create<HttpContext, int>(http =>
        http.Request.Path.StartsWithSegments(Health, StringComparison.OrdinalIgnoreCase)
            ? RateLimitPartition.GetNoLimiter(-1)
            : RateLimitPartition.GetTokenBucketLimiter(RequestSource.Of(http), _ => Bucket(options.Value.Limits.Burst, options.Value.Limits.PerSecond, TimeSpan.FromSeconds(1))));

    /// <summary>Refusals that are told why.</summary>
    internal PartitionedRateLimiter<HttpContext> Refusals { get; } = PartitionedRateLimiter.Create<HttpContext, int>(http =>
        RateLimitPartition.GetTokenBucketLimiter(RequestSource.Of(http), _ => Bucket(options.Value.Limits.RefusedBurst, options.Value.Limits.RefusedPerMinute, TimeSpan.FromMinutes(1))));

    public void Dispose()
    {
        Requests.Dispose();
        Refusals.Dispose();
    }

    /// <summary>Filled little by little: what a tenth of a second is worth at a time, or one token where that is longer.</summary>
    private static TokenBucketRateLimiterOptions Bucket(int burst, int sustained, TimeSpan each)
    {
        var tokens = Math.Max(1, (int)(sustained * (TimeSpan.FromMilliseconds(100) / each)));
        return new TokenBucketRateLimiterOptions { TokenLimit = burst, TokensPerPeriod = tokens, ReplenishmentPeriod = each * tokens / sustained, QueueLimit = 0 };
    }
}

/// <summary>Puts the first bucket into the platform's own rate limiter.</summary>
internal sealed class SourceLimiter(SourceLimits limits, TooManyRequests told) : IConfigureOptions<RateLimiterOptions>
{
    public void Configure(RateLimiterOptions options)
    {
        options.GlobalLimiter = limits.Requests;
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (context, cancel) =>
        {
            var pause = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            told.Mark(context.HttpContext, pause, "more requests than Web:Limits:PerSecond and Burst allow");
            context.HttpContext.Response.ContentType = "text/plain; charset=utf-8";
            await context.HttpContext.Response.WriteAsync("Too many requests come from your address: wait, and send it again.\n", cancel);
        };
    }
}
