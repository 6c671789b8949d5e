using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The card's lines on who was asked when, on break-glass, and on what is still to be reviewed.</summary>
internal static class CardCalls
{
    /// <summary>A required role that nobody has approved: replaced, absent, or asked so far.</summary>
    internal static CardLine Missing(FailoverRecord failover, Role role)
    {
        var calls = failover.Calls.FirstOrDefault(c => c.Role == role);
        if (failover.Glass.FirstOrDefault(g => g.ConfirmedAt is not null && g.Roles.Contains(role)) is { } glass)
        {
            return new CardLine(CardTone.Warning, "▨", $"{Words.Of(role)}: break-glass by {glass.OpenedBy.Name} and {glass.ConfirmedBy!.Name}; expires", glass.Reason, failover.PastPointOfNoReturn ? null : glass.Expires);
        }

        return calls is { ExhaustedAt: { } at }
            ? new CardLine(CardTone.Bad, "■", $"{Words.Of(role)}: absent, nobody answered by {Durations.Clock(at)}.", Asked(calls))
            : new CardLine(CardTone.Warning, "○", $"{Words.Of(role)}: waiting.", Asked(calls));
    }

    internal static IEnumerable<CardLine> Others(FailoverRecord failover) =>
    [
        .. failover.Calls.Where(c => failover.Proposal?.Required.Contains(c.Role) == false)
            .Select(c => new CardLine(c.ExhaustedAt is null ? CardTone.Plain : CardTone.Bad, c.ExhaustedAt is null ? "·" : "■", $"{Words.Of(c.Role)}: called for a waiver.", Asked(c))),
        .. failover.Glass.Select(g => g.ConfirmedAt is null
            ? new CardLine(CardTone.Warning, "▨", $"Break-glass for {g.Names()}, opened by {g.OpenedBy.Name}; a second person must confirm", g.Reason, g.ConfirmBy)
            : new CardLine(CardTone.Warning, "▨", $"Break-glass stands in for {g.Names()}, by {g.OpenedBy.Name} and {g.ConfirmedBy!.Name}.", g.Reason)),
    ];

    /// <summary>Items that are open; null if there is none.</summary>
    internal static CardSection? Reviews(Incident incident)
    {
        var open = incident.Reviews.Where(r => r.ClosedAt is null)
            .Select(r => new CardLine(CardTone.Warning, "!", $"{r.Number}: {r.About}", $"`review close {r.Number} REASON`, by somebody other than those it is about.", null, r.OpenedAt)).ToList();
        return open.Count == 0 ? null : new CardSection("To be reviewed", open);
    }

    private static string? Asked(RoleCalls? calls) => calls is null ? null
        : calls.Calls.Count == 0 ? "There is nobody to call."
        : string.Join(" ", calls.Calls.Select(c =>
            c.CalledAt is { } at ? $"{c.Name} asked at {Durations.Clock(at)}."
            : c.PassedOver is not null ? $"{c.Name} passed over."
            : $"{c.Name} next, at {Durations.Clock(c.Due)}."));
}
