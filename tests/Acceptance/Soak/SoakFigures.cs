using IncidentBot.Acceptance.Soak.Checks;
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
        foreach (var line in run.Memory.Table()) yield return line;
    }

    private static readonly string[] Told =
    [
        "failover.proposed.v1", "failover.point-of-no-return.v1", "failover.press-refused.v1", "failover.restored.v1", "failover.reconciled.v1", "failover.aborted.v1", "failover.armed-lapsed.v1",
        "failover.halted.v1", "failover.stuck.v1", "failover.taken-over.v1", "failover.stand-down-asked.v1", "failover.signals-failed.v1", "failover.approval-lost.v1", "step.failed.v1", "incident.reopened.v1",
    ];
}
