using System.Text.Json.Serialization;

namespace IncidentBot.Workflow.Plans;

/// <summary>What a gate is held against, where observers alone do not say it: a closed family.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Integrity), "integrity")]
[JsonDerivedType(typeof(Quorum), "quorum")]
[JsonDerivedType(typeof(Lease), "lease")]
[JsonDerivedType(typeof(LowestId), "lowest-id")]
[JsonDerivedType(typeof(Quotas), "quotas")]
[JsonDerivedType(typeof(Dependencies), "dependencies")]
[JsonDerivedType(typeof(Parity), "parity")]
[JsonDerivedType(typeof(Latency), "latency")]
public abstract record GateTerms
{
    private GateTerms()
    {
    }

    /// <summary>The ids of the readings that these terms name; an id may come twice.</summary>
    public abstract IEnumerable<string> ReadingIds();

    /// <summary>G3: both must hold. <paramref name="NoChange"/> says that nothing destructive (a deletion, a migration, a release) was done in the window.</summary>
    public sealed record Integrity(ReadingCheck Probe, ReadingCheck NoChange) : GateTerms
    {
        public override IEnumerable<string> ReadingIds() => [Probe.Reading, NoChange.Reading];
    }

    /// <summary>G6: at least <paramref name="Needed"/> witnesses, more than half of them, name the target.</summary>
    public sealed record Quorum(IReadOnlyList<ReadingCheck> Witnesses, int Needed) : GateTerms
    {
        public override IEnumerable<string> ReadingIds() => Witnesses.Select(w => w.Reading);
    }

    /// <summary>G6: the target holds the lease.</summary>
    public sealed record Lease(ReadingCheck Held) : GateTerms
    {
        public override IEnumerable<string> ReadingIds() => [Held.Reading];
    }

    /// <summary>G6: of the two ids the lower wins; equal ids name nobody.</summary>
    public sealed record LowestId(Amount Primary, Amount Target) : GateTerms
    {
        public override IEnumerable<string> ReadingIds() => Amount.Named(Primary, Target);
    }

    /// <summary>G8: for each, used + needed &lt;= share * limit; <paramref name="Share"/> is above 0 and at most 0.9.</summary>
    public sealed record Quotas(IReadOnlyList<Quota> Items, decimal Share) : GateTerms
    {
        /// <summary>The largest share of a limit that may be in use after the move; a plan may write less.</summary>
        public const decimal MostShare = 0.9m;

        public override IEnumerable<string> ReadingIds() => Items.SelectMany(q => Amount.Named(q.Limit).Prepend(q.Used));
    }

    /// <summary>G9: each answers from the target, or is waived by its name.</summary>
    public sealed record Dependencies(IReadOnlyList<Dependency> Items) : GateTerms
    {
        public override IEnumerable<string> ReadingIds() => Items.Select(d => d.Answers.Reading);
    }

    /// <summary>G10: two readings, of one unit, that give a digest of each region's configuration as a whole number.</summary>
    public sealed record Parity(string Primary, string Target) : GateTerms
    {
        public override IEnumerable<string> ReadingIds() => [Primary, Target];
    }

    /// <summary>G11: for each of the plan's paths, p95 now + added round trip &lt;= budget.</summary>
    public sealed record Latency(IReadOnlyList<PlanPath> Paths) : GateTerms
    {
        public override IEnumerable<string> ReadingIds() => Paths.SelectMany(p => new[] { p.P95.Reading, p.Added.Reading }).OfType<string>();
    }
}

/// <summary>A number that the plan writes, or the reading that gives it: exactly one of the two.</summary>
public sealed record Amount(decimal? Number, string? Reading)
{
    /// <summary>The readings among these.</summary>
    internal static IEnumerable<string> Named(params IReadOnlyList<Amount> amounts) => amounts.Select(a => a.Reading).OfType<string>();
}

/// <summary>One quota of the target: what is used (a reading), the limit, and how much the move needs on top.</summary>
public sealed record Quota(string Name, string Used, Amount Limit, decimal Needed);

/// <summary>Something the service depends on, and the condition that shows it answering from the target.</summary>
public sealed record Dependency(string Name, ReadingCheck Answers);
