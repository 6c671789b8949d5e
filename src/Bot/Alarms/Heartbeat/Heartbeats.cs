using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using Microsoft.Extensions.Options;

namespace IncidentBot.Alarms.Heartbeat;

/// <summary>Remembers per path when the newest heartbeat left CloudWatch: durable, and shared by all nodes.</summary>
internal sealed class Heartbeats(IOptions<AlarmOptions> options, ICheckpoints checkpoints, TimeProvider clock)
{
    private readonly HashSet<string> names = [.. options.Value.Heartbeats.Select(h => h.AlarmName).OfType<string>()];

    /// <summary>Whether this alarm is a heartbeat on some path.</summary>
    internal bool Is(AlarmNotice alarm) => names.Contains(alarm.AlarmName);

    /// <summary>Notes a heartbeat; false if the alarm is none. Its own time counts, so that one that waited in a queue is no sign of life now.</summary>
    internal async Task<bool> Heard(string path, AlarmNotice alarm, CancellationToken cancel)
    {
        if (!Is(alarm))
        {
            return false;
        }

        var (now, left) = (clock.GetUtcNow(), alarm.StateChangedAt);
        await checkpoints.Write(new Checkpoint(Mark(path), (left < now ? left : now).ToUnixTimeMilliseconds()), cancel);
        return true;
    }

    /// <summary>When the newest heartbeat of a path left (UTC); null: none was ever heard.</summary>
    internal async Task<DateTimeOffset?> Last(string path, CancellationToken cancel) =>
        await checkpoints.Read(Mark(path), cancel) is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>A checkpoint only ever moves on, as the newest heartbeat does: it is milliseconds of the Unix time.</summary>
    private static string Mark(string path) => $"alarms/heartbeat/{path}";
}
