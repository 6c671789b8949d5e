namespace IncidentBot.Workflow.Plans;

/// <summary>A question of the tree, asked as buttons. <paramref name="Why"/> says what hangs on it.</summary>
public sealed record Question(string Id, string Text, string Why, IReadOnlyList<QuestionChoice> Choices);

/// <summary>A button: its word, and either the next question or the failure mode that it settles.</summary>
public sealed record QuestionChoice(string Word, string? Next, FailureMode? Mode);

/// <summary>The questions that lead to a failure mode: what people are asked, and what a plan's readings may answer.</summary>
public static class TreeQuestions
{
    private static readonly Dictionary<string, Question> Questions = new Question[]
    {
        Ask("data-wrong", "Is any data wrong, deleted or overwritten (not merely late or missing on the replica)?",
            "A failover serves the same wrong data from the other side.",
            Go("yes", "damage-replicated"), Go("no", "one-zone")),
        Ask("damage-replicated", "Can the damage have been replicated, or is its cause still writing?",
            "It decides whether replication must be halted at once.",
            Settle("yes", FailureMode.DataCorruption), Settle("no", FailureMode.DataCorruption), Settle("unsure", FailureMode.DataCorruption)),
        Ask("one-zone", "Is only one zone of the region affected?",
            "A zone is left inside the region, with no data lost to replication.",
            Settle("yes", FailureMode.SingleZone), Go("no", "direct-probe")),
        Ask("direct-probe", "Does the service answer when it is probed directly, past DNS and the edge?",
            "If it does, the fault lies in front of it, and promoting would lose data for nothing.",
            Go("yes", "users-cut-off"), Go("no", "outside-view")),
        Ask("users-cut-off", "What do users outside see?",
            "It separates a broken record or edge from a network that is cut, and both from a service that is well.",
            Settle("dns-wrong", FailureMode.DnsMisconfiguration), Settle("edge-down", FailureMode.CdnEdgeLoss),
            Go("regions-cut", "both-write"), Settle("dependency-down", FailureMode.DependencyOutage), Go("nothing-wrong", "planned-move")),
        Ask("outside-view", "Does an observer outside both regions see the whole region down?",
            "One vantage point can be wrong about a region; two rarely are.",
            Settle("yes", FailureMode.RegionLoss), Go("no", "both-write"), Settle("unsure", FailureMode.Unknown)),
        Ask("both-write", "Have both sides accepted writes since they lost sight of each other, or do keys conflict?",
            "Then a promotion would choose between two histories; one must be named the winner first.",
            Settle("yes", FailureMode.DatabasePartition), Go("no", UsersServed), Settle("unsure", FailureMode.DatabasePartition)),
        Ask(UsersServed, "Do users still reach the primary?",
            "While they do, a move costs data and gains nothing; once they are cut off, it may be worth its price.",
            Settle("yes", FailureMode.NetworkPartition), Settle("no", FailureMode.NetworkPartition)),
        Ask("planned-move", "Is this a planned switchover, or the way back after a failover?",
            "A move of a healthy service waits until nothing is left to replicate, and loses nothing.",
            Settle("yes", FailureMode.PlannedSwitchover), Settle("no", FailureMode.Unknown)),
    }.ToDictionary(q => q.Id);

    /// <summary>The first question of every incident.</summary>
    public const string Root = "data-wrong";

    /// <summary>What separates a partition that is sat out from one that is moved away from.</summary>
    public const string UsersServed = "users-served";

    public static Question? Find(string id) => Questions.GetValueOrDefault(id);

    /// <summary>All questions, for help and for tests.</summary>
    public static IReadOnlyCollection<Question> All => Questions.Values;

    private static Question Ask(string id, string text, string why, params QuestionChoice[] choices) => new(id, text, why, choices);

    private static QuestionChoice Go(string word, string next) => new(word, next, null);

    private static QuestionChoice Settle(string word, FailureMode mode) => new(word, null, mode);
}
