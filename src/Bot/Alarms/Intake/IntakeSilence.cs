using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace IncidentBot.Alarms.Intake;

/// <summary>For how long each way of alarms has been silent, as this node knows. A way by which nothing was ever heard has no value: unknown is not shown as 0.</summary>
internal sealed class IntakeSilence
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> heard = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;

    public IntakeSilence(TimeProvider clock)
    {
        this.clock = clock;
        AlarmMeter.Observe("incidentbot.intake.silence", "s", "Since the last alarm or heartbeat arrived, by path", () =>
            Now().Select(s => new Measurement<double>(s.For.TotalSeconds, new KeyValuePair<string, object?>("path", s.Path))));
    }

    /// <summary>Something arrived by this way, one of those that settings name.</summary>
    internal void Heard(string path, DateTimeOffset at) => heard.AddOrUpdate(path, at, (_, before) => before > at ? before : at);

    internal IEnumerable<(string Path, TimeSpan For)> Now()
    {
        var now = clock.GetUtcNow();
        return heard.Select(h => (h.Key, now > h.Value ? now - h.Value : TimeSpan.Zero));
    }
}
