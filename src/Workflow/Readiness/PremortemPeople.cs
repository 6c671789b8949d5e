using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using static System.FormattableString;

namespace IncidentBot.Workflow.Readiness;

/// <summary>Who is called per failure mode, in which order, and whether that fits before the latest decision.</summary>
internal static class PremortemPeople
{
    internal static IEnumerable<string> Lines(PremortemFacts facts)
    {
        var ready = facts.Ready;
        foreach (var mode in ready.Modes)
        {
            var (window, basis) = Window(facts, mode);
            yield return $"{Words.Of(mode)}: the latest decision is {Durations.Text(window)} after the impact begins ({basis})";
            foreach (var role in ApprovalPolicy.Required(ready.Plan, mode, null))
            {
                yield return $"  {Words.Of(role)}{(Always(ready.Plan, mode, role) ? "" : Above(ready.Plan, mode))}: {Calls(ready.Chain(role), window)}";
            }
        }

        foreach (var verdict in Enum.GetValues<FailureMode>().Except(ready.Modes).Where(m => m != FailureMode.Unknown).Select(Verdict.Of))
        {
            yield return $"{Words.Of(verdict.Mode)}: no failover; the work in its place falls to {string.Join(" and ", verdict.Roles.Select(r => $"{Words.Of(r)} ({Names(ready.Chain(r))})"))}";
        }
    }

    /// <summary>The time between impact and the latest decision, from recorded runs or from the plan's own estimates. Negative: the plan cannot keep its RTO.</summary>
    internal static (TimeSpan Window, string Basis) Window(PremortemFacts facts, FailureMode mode)
    {
        var now = facts.Ready.Now;
        var clock = DecisionClock.For(facts.Ready.Plan, now, mode, facts.Runs);
        return clock.LatestDecision is { } known ? (known - now, clock.RunBasis.Words(mode, now)) : (clock.EstimatedDecision!.Value - now, "by the plan's own estimates: " + clock.RunBasis.Words(mode, now));
    }

    /// <summary>How long a chain takes until its last person's time to answer has passed, called as far apart as the window leaves room for.</summary>
    internal static (TimeSpan Gap, TimeSpan Whole) Timing(IReadOnlyList<Callee> chain, TimeSpan window)
    {
        var positions = chain.Where(c => c.Reachable != false).Select(c => c.Position).Distinct().Count();
        var gap = CallSchedule.For(positions, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch + window, false).Gap;
        return (gap, gap * positions);
    }

    private static string Calls(IReadOnlyList<Callee> chain, TimeSpan window)
    {
        var (gap, whole) = Timing(chain, window);
        var called = chain.Where(c => c.Reachable != false).GroupBy(c => c.Position)
            .Select((group, i) => $"{(i == 0 ? "at once" : $"after {Durations.Text(gap * i)}")} {string.Join(" and ", group.Select(c => c.InWords))}").ToList();
        return (called.Count == 0 ? "nobody can be called" : $"{string.Join(", ", called)}; exhausted after {Durations.Text(whole)}, so asked by {Durations.Text(window - whole)} after the impact at the latest")
            + string.Concat(chain.Where(c => c.Reachable == false).Select(c => $"; not {c.InWords}"));
    }

    private static string Names(IReadOnlyList<Callee> chain) =>
        chain.Where(c => c is { Reachable: not false, Stead: null }).Select(c => c.Person.Name).ToList() is { Count: > 0 } names ? string.Join(", ", names) : "nobody";

    private static bool Always(FailoverPlan plan, FailureMode mode, Role role) => ApprovalPolicy.Required(plan, mode, 0).Contains(role);

    private static string Above(FailoverPlan plan, FailureMode mode) =>
        plan.Approvals.FirstOrDefault(a => a.Mode == mode)?.ExecutiveAbove is { } limit ? Invariant($" (above {limit} {plan.Loss.Currency}, or an unknown loss)") : "";
}
