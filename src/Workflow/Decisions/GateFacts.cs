using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>Everything that gates look at, at one moment: the same facts give the same answers.</summary>
/// <param name="ModeAt">When the failure mode was last classified or confirmed (UTC).</param>
/// <param name="FencedAt">When the fence was verified; null while it is not placed.</param>
/// <param name="FailoverOf">The incident that holds the service's failover slot.</param>
/// <param name="DraftedAt">When an update that speaks of loss and ETA was last drafted or sent.</param>
public sealed record GateFacts(
    DateTimeOffset Now,
    FailoverPlan Plan,
    string Incident,
    FailureMode Mode,
    DateTimeOffset? ModeAt,
    IReadOnlyDictionary<string, Reading> Readings,
    Loss? Loss,
    DateTimeOffset? FencedAt,
    long FenceEpoch,
    string? FailoverOf,
    DateTimeOffset? LastPromotionAt,
    DateTimeOffset? ProposedAt,
    DateTimeOffset? DraftedAt)
{
    /// <summary>The answers to the tree's questions, oldest first.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>Drills of the service that ended, in any order.</summary>
    public IReadOnlyList<DrillFact> Drills { get; init; } = [];

    /// <summary>Who owns what comes after the move.</summary>
    public IReadOnlyDictionary<Duty, DutyOwner> Owners { get; init; } = new Dictionary<Duty, DutyOwner>();

    /// <summary>The region that the bot runs in, as configured where it last took readings; null while nobody has said.</summary>
    public string? BotRegion { get; init; }

    /// <summary>A reading's sample, or null if none was ever taken.</summary>
    public Reading? Find(string id) => Readings.GetValueOrDefault(id);
}
