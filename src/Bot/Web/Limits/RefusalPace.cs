using System.Threading.RateLimiting;

namespace IncidentBot.Web.Limits;

/// <summary>
/// Slows down whoever is refused again and again: beyond the source's bucket a refusal is held back for a while, and is 429 on a connection that is
/// then closed. The request itself is always looked at, so that a good one of the same address passes at once.
/// </summary>
internal sealed class RefusalPace(RequestDelegate next, SourceLimits limits, TooManyRequests told, TimeProvider clock)
{
    /// <summary>Held back at the same time, of all sources; beyond them the connection is cut without an answer.</summary>
    internal const int MostHeld = 256;

    internal static readonly TimeSpan HeldFor = TimeSpan.FromSeconds(1);

    /// <summary>Seconds after which our own trouble may be over.</summary>
    private const string TryAgain = "5";

    private int held;

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable && http.Response.Headers.RetryAfter.Count == 0)
            {
                http.Response.Headers.RetryAfter = TryAgain;
            }

            return IsRefusal(http.Response.StatusCode) ? Pace(http) : Task.CompletedTask;
        });
        return next(http);
    }

    private async Task Pace(HttpContext http)
    {
        using var lease = limits.Refusals.AttemptAcquire(http);
        if (lease.IsAcquired)
        {
            return;
        }

        told.Mark(http, lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1), "its requests are refused again and again");
        http.Response.Headers.Connection = "close";
        try
        {
            if (Interlocked.Increment(ref held) > MostHeld)
            {
                http.Abort();
                return;
            }

            await Task.Delay(HeldFor, clock, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Whoever asked is gone.
        }
        finally
        {
            Interlocked.Decrement(ref held);
        }
    }

    private static bool IsRefusal(int status) => status is StatusCodes.Status400BadRequest or StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden;
}
