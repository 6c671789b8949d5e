using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline;

/// <summary>The three stretches of an incident.</summary>
public enum PhaseName
{
    /// <summary>Impact start to declared.</summary>
    Detect,

    /// <summary>Declared to the press.</summary>
    Decide,

    /// <summary>The press to restored.</summary>
    Recover,
}

/// <summary>One stretch; without both ends it has no duration, and <paramref name="Why"/> says why.</summary>
/// <param name="Took">Null while an end is unknown, or when they lie the wrong way round.</param>
public sealed record Phase(PhaseName Name, DateTimeOffset? From, DateTimeOffset? To, TimeSpan? Took, string? Why);

/// <summary>Where the time went, against the recovery objectives. All times UTC.</summary>
/// <param name="LastEventAt">Up to here the log tells anything.</param>
public sealed record Phases(
    Phase Detect, Phase Decide, Phase Recover, Objective Rto, Objective Rpo, DateTimeOffset? LastEventAt)
{
    /// <summary>The phases of a log, or of any beginning of one.</summary>
    public static Phases Of(IReadOnlyList<IncidentEvent> events)
    {
        var state = events.Aggregate(Incident.None, Evolve.Apply);
        // Who begins a drill knows of it: it is detected when somebody else acts.
        var declared = state.IsDrill ? state.DetectedAt : events.OfType<IncidentEvent.Declared>().FirstOrDefault()?.At;
        var undeclared = state.IsDrill ? "nobody but who began the drill took part" : "it was never declared";
        // A press that was stood down is taken back: the promotion had no effect.
        var pressed = state.Failover.CommittedAt;
        var restored = state.Failover.RestoredAt;
        return new Phases(
            Between(PhaseName.Detect, state.ImpactStart, "when the impact began was never stated", declared, undeclared),
            Between(PhaseName.Decide, declared, undeclared, pressed, "nobody has pressed"),
            Between(PhaseName.Recover, pressed, "nobody has pressed", restored, "service has not been restored by a failover"),
            Objective.Rto(state, restored, events.Count == 0 ? null : events[^1].At),
            Objective.Rpo(state, events.OfType<IncidentEvent.Reconciled>().LastOrDefault()),
            events.Count == 0 ? null : events[^1].At);
    }

    public IReadOnlyList<Phase> All => [Detect, Decide, Recover];

    private static Phase Between(PhaseName name, DateTimeOffset? from, string noStart, DateTimeOffset? to, string noEnd) => (from, to) switch
    {
        (null, _) => new Phase(name, from, to, null, noStart),
        (_, null) => new Phase(name, from, to, null, noEnd),
        ({ } start, { } end) when end < start => new Phase(name, from, to, null, "its stated beginning lies after its end"),
        ({ } start, { } end) => new Phase(name, from, to, end - start, null),
    };
}
