using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>Two persons standing in for absent ones: exactly these roles and gates, for one proposal, within ceilings, until it expires.</summary>
/// <param name="Number">From 1 within the incident; its review item has the same.</param>
/// <param name="Digest">The proposal's digest that it refers to.</param>
/// <param name="Records">The largest loss bound, in records, that the two accept; null only if <paramref name="LossUnknown"/>.</param>
/// <param name="ConfirmBy">Until when the second person must confirm (UTC).</param>
/// <param name="Expires">When it stops counting (UTC); null until it is confirmed.</param>
public sealed record BreakGlass(
    int Number, string Digest, IReadOnlyList<Role> Roles, IReadOnlyList<GateId> Gates, long? Records, TimeSpan? Exposure, bool LossUnknown,
    string Reason, Actor OpenedBy, DateTimeOffset OpenedAt, DateTimeOffset ConfirmBy,
    Actor? ConfirmedBy = null, DateTimeOffset? ConfirmedAt = null, DateTimeOffset? Expires = null)
{
    /// <summary>How long the first person waits for the second.</summary>
    public static readonly TimeSpan ConfirmLimit = TimeSpan.FromMinutes(3);

    internal bool IsConfirmed => ConfirmedBy is not null;

    internal Ceiling Ceiling => new(Records, Exposure, LossUnknown);

    /// <summary>What it stands in for, as it is typed: "data-owner G2".</summary>
    public string Names() => string.Join(' ', [.. Roles.Select(Words.Of), .. Gates.Select(g => g.ToString())]);
}

/// <summary>Something that people must look at afterwards. It stays open until a person closes it with a reason.</summary>
/// <param name="Persons">Who did it; neither closes the item.</param>
public sealed record ReviewItem(
    int Number, string About, IReadOnlyList<string> Persons, DateTimeOffset OpenedAt, Actor? ClosedBy = null, DateTimeOffset? ClosedAt = null, string? Reason = null)
{
    internal bool IsOpen => ClosedAt is null;
}
