namespace IncidentBot.Acceptance.Soak;

/// <summary>What will happen in one incident, as far as people decide it: drawn from the seed and the incident's turn.</summary>
internal sealed class Journey
{
    private readonly HashSet<Twist> left;

    internal Journey(int seed, int turn)
    {
        var dice = Dice.For(seed, $"journey-{turn}");
        IsDrill = dice.OneIn(15);
        ByAlarm = !IsDrill && dice.OneIn(4);
        Ends = IsDrill ? Ending.Failover : dice.OneIn(12) ? Ending.FalseAlarm : dice.OneIn(10) ? Ending.Corruption : dice.OneIn(12) ? Ending.Resolved : Ending.Failover;
        Proposals = dice.OneIn(5) ? 2 : 1;
        Proposer = dice.Of("ravi", "ravi", "ravi", "maya");
        left = [.. Enumerable.Range(0, dice.Next(4)).Select(_ => dice.Of(Enum.GetValues<Twist>()))];
        Twists = [.. left];
    }

    internal bool IsDrill { get; }

    /// <summary>An alarm opens it; else a person does.</summary>
    internal bool ByAlarm { get; }

    internal Ending Ends { get; }

    /// <summary>How many more times a failover is proposed.</summary>
    internal int Proposals { get; set; }

    internal string Proposer { get; }

    internal IReadOnlyList<Twist> Twists { get; }

    /// <summary>No twist comes any more.</summary>
    internal void Calm()
    {
        left.Clear();
        Proposals = Math.Min(Proposals, 1);
    }

    internal bool Has(Twist twist) => left.Contains(twist);

    /// <summary>Whether a twist is due; it comes once.</summary>
    internal bool Take(Twist twist) => left.Remove(twist);

    public override string ToString() => $"{(IsDrill ? "drill" : Ends)}{(ByAlarm ? ", by alarm" : "")}, {string.Join(", ", Twists)}";
}

/// <summary>How an incident is meant.</summary>
internal enum Ending
{
    Failover,
    FalseAlarm,
    Corruption,
    Resolved,
}

/// <summary>What people do besides the straight way.</summary>
internal enum Twist
{
    FreezeFirst,
    Withdraw,
    Reject,
    Revoke,
    TightCeiling,
    AcceptUnknown,
    AbortProposed,
    AbortPreparing,
    AbortArmed,
    KeepFrozen,
    Lapse,
    LowPress,
    Corruption,
    SkipStep,
    TakeOver,
    StandDown,
    SignalLost,
    FalseClaim,
    AlarmAgain,
    Reopen,
}
