using System.Collections.Immutable;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>What the room, the people who are asked, and the stakeholders' room are told of calls and of break-glass.</summary>
internal static class AnnounceAuthority
{
    internal static ChatPost? Of(IncidentEvent happened, Incident after) => happened switch
    {
        // The calls themselves are told; whom they will reach later is on the card.
        IncidentEvent.ChainDrawn e => e.Calls.Count > 0 ? null : Announce.State($"There is nobody to call for {Words.Of(e.Role)}."),
        IncidentEvent.ApproverCalled e => Announce.Call($"{e.Name}: please answer {As(e)} ({e.Position} of {e.Of} in the chain). `approve` or `reject`; the card shows what is at stake."),
        IncidentEvent.ApproverPassedOver e => Announce.State($"{e.Name} is not asked for {Words.Of(e.Role)}: {e.Reason}"),
        IncidentEvent.ChainExhausted e => Announce.State($"Nobody in the chain of {Words.Of(e.Role)} has answered. Whoever of them answers now still counts; `break-glass` stands in for the absent, by the commander and a second person."),
        IncidentEvent.BreakGlassOpened e => Announce.Decision($"BREAK GLASS, opened by {e.By.Name} in the stead of {e.BreakGlass.Names()}, {Ceiling(e.BreakGlass)}.{Announce.Because(e.BreakGlass.Reason)} It counts only if a second person types it until {Durations.Clock(e.BreakGlass.ConfirmBy)}: "
            + $"`break-glass {BreakGlassPhrase.For(after.Service, e.BreakGlass.Roles, e.BreakGlass.Gates)} because ...`"),
        IncidentEvent.BreakGlassConfirmed e => Announce.Decision($"GLASS BROKEN: {e.By.Name} confirmed. {About(after, e.Number)} It counts until {Durations.Clock(e.Expires)}. Review {e.Number} is open until somebody else closes it."),
        IncidentEvent.BreakGlassLost e => Announce.Decision($"Break-glass {e.Number} counts no longer: {e.Reason}"),
        IncidentEvent.ReviewClosed e => Announce.Decision($"{e.By.Name} closed review {e.Number}.{Announce.Because(e.Reason)}"),
        _ => throw new InvalidOperationException($"Nothing is said of the event '{happened.GetType().Name}'."),
    };

    /// <summary>Who is told besides the room, and what: the person who is called; of break-glass everybody who was, or has approved.</summary>
    internal static IEnumerable<(string Person, ChatPost Post)> Aside(IncidentEvent happened, Incident after) => happened switch
    {
        IncidentEvent.ApproverCalled e when Of(e, after) is { } post => [(e.Person, post with { Text = $"{after.Id}, {after.Service}: {post.Text}" })],
        IncidentEvent.BreakGlassOpened or IncidentEvent.BreakGlassConfirmed when Of(happened, after) is { } post =>
            Approvers(after).Where(p => p != happened.By.Person).Select(p => (p, post with { Text = $"{after.Id}, {after.Service}: {post.Text}" })),
        IncidentEvent.ReminderGiven e when Announce.Of(happened, after) is { } post =>
            Reminded(e.Reminder.Stage, after).Select(p => (p, new ChatPost("call", $"{after.Id}, {after.Service}: {post.Text}"))),
        _ => [],
    };

    /// <summary>Who holds the role that a reminder is for; the commander stands in for a deputy.</summary>
    private static ImmutableList<string> Reminded(Workflow.Updates.ReminderStage stage, Incident after) => stage switch
    {
        Workflow.Updates.ReminderStage.Due => after.Roles.GetValueOrDefault(Workflow.Plans.Role.CommsLead, []),
        Workflow.Updates.ReminderStage.Deputy => after.Roles.GetValueOrDefault(Workflow.Plans.Role.Deputy, []) is { Count: > 0 } deputies ? deputies : after.Roles.GetValueOrDefault(Workflow.Plans.Role.Commander, []),
        _ => [],
    };

    /// <summary>What the audit room is told; null for most.</summary>
    internal static ChatPost? Audit(IncidentEvent happened, Incident after) =>
        happened is IncidentEvent.BreakGlassOpened or IncidentEvent.BreakGlassConfirmed or IncidentEvent.ReviewClosed ? Of(happened, after) : null;

    private static IEnumerable<string> Approvers(Incident after) =>
        after.Failover.Calls.SelectMany(c => c.Calls).Where(c => c.CalledAt is not null).Select(c => c.Person)
            .Concat(after.Failover.Approvals.Select(a => a.By.Person)).Distinct();

    private static string As(IncidentEvent.ApproverCalled e) =>
        e.Stead is { } stead ? $"in the stead of {Words.Of(e.Role)}, as {Words.Of(stead)}" : $"as {Words.Of(e.Role)}";

    private static string About(Incident after, int number) =>
        after.Reviews.FirstOrDefault(r => r.Number == number) is { } review ? $"{review.About.TrimEnd('.')}." : "";

    private static string Ceiling(BreakGlass glass) => glass.LossUnknown
        ? "accepting an unknown loss"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"up to {glass.Records:N0} records and {Durations.Text(glass.Exposure ?? TimeSpan.Zero)}");
}
