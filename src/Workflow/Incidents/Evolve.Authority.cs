using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;

namespace IncidentBot.Workflow.Incidents;

public static partial class Evolve
{
    private static Incident OnAuthority(Incident state, IncidentEvent happened) => happened switch
    {
        IncidentEvent.BreakGlassOpened e => state with { Glasses = e.BreakGlass.Number, Failover = OnCalls(state.Failover, e) },
        IncidentEvent.BreakGlassConfirmed e => Confirm(state, e),
        IncidentEvent.ReviewClosed e => state with
        {
            Reviews = [.. state.Reviews.Select(r => r.Number == e.Number ? r with { ClosedBy = e.By, ClosedAt = e.At, Reason = e.Reason } : r)],
        },
        _ => state with { Failover = OnCalls(state.Failover, happened) },
    };

    private static FailoverRecord OnCalls(FailoverRecord state, IncidentEvent happened) => happened switch
    {
        IncidentEvent.ChainDrawn e => state with { Calls = [.. state.Calls.Where(c => c.Role != e.Role), new RoleCalls(e.Role, e.At, e.Calls, e.Gap)] },
        IncidentEvent.ApproverCalled e => WithCall(state, e.Role, e.Person, c => c with { CalledAt = e.At }),
        IncidentEvent.ApproverPassedOver e => WithCall(state, e.Role, e.Person, c => c with { PassedOver = e.Reason }),
        IncidentEvent.ChainExhausted e => WithCalls(state, e.Role, c => c with { ExhaustedAt = e.At }),
        IncidentEvent.BreakGlassOpened e => state with { Glass = [.. state.Glass, e.BreakGlass] },
        IncidentEvent.BreakGlassLost e => state with
        {
            Glass = [.. state.Glass.Where(g => g.Number != e.Number)],
            AuthorityRegainedAt = state.Glass.Any(g => g.Number == e.Number && g.IsConfirmed) ? null : state.AuthorityRegainedAt,
        },
        _ => throw new InvalidOperationException($"No fold for the event '{happened.GetType().Name}'."),
    };

    private static Incident Confirm(Incident state, IncidentEvent.BreakGlassConfirmed e)
    {
        if (state.Failover.Glass.FirstOrDefault(g => g.Number == e.Number) is not { } glass)
        {
            return state;
        }

        var confirmed = glass with { ConfirmedBy = e.By, ConfirmedAt = e.At, Expires = e.Expires };
        return state with
        {
            Failover = state.Failover with { Glass = [.. state.Failover.Glass.Select(g => g.Number == e.Number ? confirmed : g)] },
            Reviews =
            [
                .. state.Reviews,
                new ReviewItem(e.Number, $"Break-glass for {glass.Names()} by {glass.OpenedBy.Name} and {e.By.Name}: {glass.Reason}",
                    [glass.OpenedBy.Person, e.By.Person], e.At),
            ],
        };
    }

    /// <summary>A role that has answered is not called any more; when its answer is void, it is called anew.</summary>
    private static IReadOnlyList<RoleCalls> Answered(FailoverRecord state, Plans.Role role, DateTimeOffset at) =>
        WithCalls(state, role, c => c with { AnsweredAt = c.AnsweredAt ?? at }).Calls;

    private static IReadOnlyList<RoleCalls> Unanswered(FailoverRecord state, Plans.Role? role = null) =>
        [.. state.Calls.Where(c => c.AnsweredAt is null || (role is not null && c.Role != role))];

    private static FailoverRecord WithCalls(FailoverRecord state, Plans.Role role, Func<RoleCalls, RoleCalls> change) =>
        state with { Calls = [.. state.Calls.Select(c => c.Role == role ? change(c) : c)] };

    private static FailoverRecord WithCall(FailoverRecord state, Plans.Role role, string person, Func<Call, Call> change) =>
        WithCalls(state, role, calls => calls with { Calls = [.. calls.Calls.Select(c => c.Person == person ? change(c) : c)] });
}
