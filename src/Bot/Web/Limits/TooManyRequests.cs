using System.Globalization;

namespace IncidentBot.Web.Limits;

/// <summary>Answers 429 with when to come again, and logs a line a minute with how many more there were.</summary>
internal sealed class TooManyRequests(TimeProvider clock, ILogger<TooManyRequests> log)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset next = DateTimeOffset.MinValue;
    private int unlogged;

    internal void Mark(HttpContext http, TimeSpan pause, string why)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = ((long)Math.Max(1, Math.Ceiling(pause.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
        int more;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (now < next)
            {
                unlogged++;
                return;
            }

            (more, unlogged, next) = (unlogged, 0, now + Quiet);
        }

        log.LogWarning("{Source} was answered 429: {Why}. {More} more like it since the last such line", http.Connection.RemoteIpAddress, why, more);
    }
}
