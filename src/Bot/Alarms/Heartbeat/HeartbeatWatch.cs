using IncidentBot.Alarms.Intake;
using IncidentBot.Incidents;
using IncidentBot.Wakeups;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Readiness;
using Microsoft.Extensions.Options;

namespace IncidentBot.Alarms.Heartbeat;

/// <summary>Notes when a path of alarms falls silent, and when it is heard again: once each, by whichever node sees it first.</summary>
internal sealed class HeartbeatWatch(IOptions<AlarmOptions> options, Heartbeats heartbeats, IntakeSilence silence, TriageDesk desk, TimeProvider clock, ILogger<HeartbeatWatch> log) : ISweep
{
    private DateTimeOffset? since;

    public string Name => "heartbeats";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    /// <summary>Looks once at every path on which a heartbeat is expected.</summary>
    public async Task Sweep(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        since ??= now;
        foreach (var expected in options.Value.Heartbeats)
        {
            var (path, within) = (expected.Path!, PlanDuration.TryRead(expected.Within, out var read) ? read : TimeSpan.FromMinutes(15));
            var last = await heartbeats.Last(path, cancel);
            if (last is { } heard)
            {
                // Another node may have heard it, or this one before it was started anew.
                silence.Heard(path, heard);
            }

            if (await desk.Note(seen => Judge(IntakePath.Newest(seen, path), path, within, last, now), cancel))
            {
                log.LogInformation("Noted how heartbeats come in by {Path}: the last one left at {Last}", path, last);
            }
        }
    }

    private TriageEvent? Judge(TriageEvent? known, string path, TimeSpan within, DateTimeOffset? last, DateTimeOffset now)
    {
        if (last is { } at && now - at <= within)
        {
            return known switch
            {
                TriageEvent.PathSilent silent => new TriageEvent.PathHeard(path, at, silent.At),
                TriageEvent.PathHeard heard when now - heard.At < IntakePath.Retold => null,
                _ => new TriageEvent.PathHeard(path, at, null),
            };
        }

        // While the bot was away nobody listened on HTTPS: what the silence then means is known only after a whole span of listening.
        return known is TriageEvent.PathSilent || now - since <= within ? null : new TriageEvent.PathSilent(path, last, within);
    }
}
