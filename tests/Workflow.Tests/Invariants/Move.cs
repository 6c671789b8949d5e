using FsCheck;
using FsCheck.Fluent;

namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>One thing that happens in a random sequence: what kind, and numbers from which its details are drawn.</summary>
internal sealed record Move(Kind Kind, int A, int B)
{
    /// <summary>Sequences of 40 to 120 moves; some mostly do the next sensible thing, others are mostly trouble of every kind.</summary>
    internal static Gen<Move[]> Sequences =>
        from length in Gen.Choose(40, 120)
        from trouble in Gen.Choose(15, 90)
        from moves in One(trouble).ArrayOf(length)
        select moves;

    private static Gen<Move> One(int trouble) =>
        from kind in Gen.Frequency((100 - trouble, Gen.Constant(Kind.Advance)), (trouble, Gen.Elements(Enum.GetValues<Kind>())))
        from a in Gen.Choose(0, 999)
        from b in Gen.Choose(0, 999)
        select new Move(kind, a, b);

    internal int Pick(int count) => A % count;

    internal T Pick<T>(IReadOnlyList<T> list) => list[A % list.Count];

    internal T PickB<T>(IReadOnlyList<T> list) => list[B % list.Count];
}

/// <summary>What may happen in a sequence.</summary>
internal enum Kind
{
    /// <summary>Whoever should act next does so.</summary>
    Advance,
    Wait,
    LongWait,
    OutsideChanges,
    SourceFails,
    DropRole,
    TakeRole,
    DirectoryChanges,
    Classify,
    Approve,
    Reject,
    Revoke,
    Waive,
    Propose,
    Withdraw,
    Prepare,
    Press,
    Abort,
    Freeze,
    Unfreeze,
    StepFails,
    StepUnknown,
    RunnerCrashes,
    Retry,
    Skip,
    StaleReport,
    TakeOver,
    StandDown,
    Reconcile,
    Alarm,
    EndIncident,
    Tell,
    BotTries,
    SecondIncident,
    SecondFailover,
    Answer,
    Wake,
    BreakGlass,
    CallRole,
    CloseReview,
}
