using IncidentBot.Acceptance.Soak.Checks;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Acceptance.Soak;

/// <summary>What a soak came to, in lines.</summary>
internal static class SoakFigures
{
    internal static IEnumerable<string> Of(SoakRun run, SoakLog log, SoakOptions options)
    {
        var incidents = run.View.Incidents;
        yield return $"INCIDENTBOT_TESTS_SOAK_SEED={options.Seed}";
        yield return $"{incidents.Count} incidents of {options.Services} services, {incidents.Count(i => !i.IsOpen)} closed, in {run.Took.TotalSeconds:0} s; {log.Events.Count} events";
        yield return $"{log.Lines.Count} lines ({run.People.Doubled} delivered twice), {log.Alarms.Count} alarms; {log.Calls.Count} calls that act, {log.Calls.Count(c => c.Stale)} of an older term; {run.Outside.Troubles} calls in trouble";
        yield return $"faults: {string.Join(", ", run.Faults.Done.CountBy(f => f.Fault).Select(f => $"{Words.Of(f.Key)} {f.Value}"))}";
        yield return $"failovers: {string.Join(", ", incidents.CountBy(i => i.Failover.State).OrderBy(s => s.Key).Select(s => $"{Words.Of(s.Key)} {s.Value}"))}";
        yield return $"events: {string.Join(", ", log.Events.CountBy(e => e.Type).Where(e => Told.Contains(e.Key)).Select(e => $"{e.Key} {e.Value}"))}";
        foreach (var line in Slowest(run, log)) yield return line;
        foreach (var line in run.Memory.Table()) yield return line;
    }

    /// <summary>How long incidents took, and of the slowest where: what did not come for the longest time.</summary>
    private static IEnumerable<string> Slowest(SoakRun run, SoakLog log)
    {
        var lives = log.Events.Where(e => e.Stream.StartsWith("INC-", StringComparison.Ordinal) && e.Type is not ("incident.readings-taken.v1" or "incident.room-opened.v1"))
            .GroupBy(e => e.Stream).Select(g => g.ToList()).OrderBy(g => g[^1].At - g[0].At).ToList();
        if (lives.Count == 0) yield break;
        yield return $"an incident takes {Life(lives[lives.Count / 2]):0.0} s (median), {Life(lives[lives.Count * 9 / 10]):0.0} s (90 %), {Life(lives[^1]):0.0} s (longest)";
        foreach (var life in lives.TakeLast(3))
        {
            var (before, after) = life.Zip(life.Skip(1)).MaxBy(p => p.Second.At - p.First.At);
            yield return $"{life[0].Stream}: {Life(life):0.0} s, of them {(after.At - before.At).TotalSeconds:0.0} s at {before.At:HH:mm:ss} between {before.Type} and {after.Type} ({run.Journeys.GetValueOrDefault(life[0].Stream)})";
        }
    }

    private static double Life(List<StoredEvent> events) => (events[^1].At - events[0].At).TotalSeconds;

    private static readonly string[] Told =
    [
        "failover.proposed.v1", "failover.point-of-no-return.v1", "failover.press-refused.v1", "failover.restored.v1", "failover.reconciled.v1", "failover.aborted.v1", "failover.armed-lapsed.v1",
        "failover.halted.v1", "failover.stuck.v1", "failover.taken-over.v1", "failover.stand-down-asked.v1", "failover.signals-failed.v1", "failover.approval-lost.v1", "step.failed.v1", "incident.reopened.v1",
    ];
}
