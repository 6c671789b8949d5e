namespace IncidentBot.Workflow.Readiness;

/// <summary>Said, not scored: whether alarms would come in at all, by every way on which a heartbeat is expected.</summary>
internal static class DetectionPart
{
    /// <summary>Null where alarms come in by no way that could be watched.</summary>
    internal static ReadinessPart? Of(ReadinessFacts facts)
    {
        if (facts.Intake is not { } paths)
        {
            return null;
        }

        ReadinessItem[] items = paths.Count > 0 ? [.. paths.Select(p => p.Item(facts.Now))]
            : [ReadinessItem.Unknown("heartbeat", "none is expected, so nobody would notice that alarms no longer come in", "name a heartbeat alarm for each path in Alarms:Heartbeats")];
        return new ReadinessPart("detection", 0, items, items.Length);
    }
}
