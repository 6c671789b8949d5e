using static System.FormattableString;

namespace IncidentBot.Workflow.Plans;

/// <summary>A gate's terms on one line, for the checklist.</summary>
internal static class GateText
{
    internal static string Terms(GateTerms? terms) => terms switch
    {
        null => "",
        GateTerms.Integrity t => $": {t.Probe}; {t.NoChange}",
        GateTerms.Quorum t => Invariant($": {t.Needed} of {string.Join("; ", t.Witnesses)}"),
        GateTerms.Lease t => $": {t.Held}",
        GateTerms.LowestId t => $": id {Text(t.Target)} of the target below {Text(t.Primary)} of the primary",
        GateTerms.Quotas t => ": " + string.Join("; ", t.Items.Select(q => Invariant($"{q.Name}: {q.Used} + {q.Needed} <= {t.Share} * {Text(q.Limit)}"))),
        GateTerms.Dependencies t => ": " + string.Join("; ", t.Items.Select(d => $"{d.Name}: {d.Answers}")),
        GateTerms.Parity t => $": {t.Primary} = {t.Target}",
        GateTerms.Latency t => ": " + string.Join("; ", t.Paths.Select(p => $"{p.Name}: {Time(p.P95)} + {Time(p.Added)} <= {Milliseconds(p.Budget)}")),
        _ => throw new InvalidOperationException($"No words for the terms '{terms}'."),
    };

    private static string Text(Amount amount) => amount.Reading ?? Invariant($"{amount.Number}");

    private static string Time(PathTime time) => time.Reading ?? Milliseconds(time.Stated ?? TimeSpan.Zero);

    private static string Milliseconds(TimeSpan span) => Invariant($"{span.Ticks / (decimal)TimeSpan.TicksPerMillisecond:0.###} ms");
}
