using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>One person of a role's chain, when they are to be called, and what came of it.</summary>
/// <param name="Position">Place in the chain, from 1; the holders of a role share one.</param>
/// <param name="Stead">Null for the role's own holders.</param>
/// <param name="Due">When to call, unless the role has answered by then (UTC).</param>
/// <param name="CalledAt">When they were called (UTC).</param>
/// <param name="PassedOver">Why they were not called when their time had come.</param>
public sealed record Call(
    int Position, string Person, string Name, Stead? Stead, DateTimeOffset Due, DateTimeOffset? CalledAt = null, string? PassedOver = null)
{
    internal bool IsPending => CalledAt is null && PassedOver is null;
}

/// <summary>How one role is asked: its chain with times, as it was drawn up when the role was first missing.</summary>
/// <param name="Gap">What lies between two calls, and after the last.</param>
/// <param name="AnsweredAt">When the role approved, or waived; no one is called afterwards.</param>
/// <param name="ExhaustedAt">When everybody had been called and the time of the last had passed: the role counts as absent.</param>
public sealed record RoleCalls(
    Role Role, DateTimeOffset DrawnAt, IReadOnlyList<Call> Calls, TimeSpan Gap, DateTimeOffset? AnsweredAt = null, DateTimeOffset? ExhaustedAt = null)
{
    /// <summary>When the time of the last one called has passed, counted from the call itself; at once where there is nobody to call.</summary>
    public DateTimeOffset LastWordBy() => Calls.Count == 0 ? DrawnAt : Calls.Max(c => c.CalledAt ?? c.Due) + Gap;

    /// <summary>Whether someone of the chain has been called.</summary>
    public bool HasCalled(string person) => Calls.Any(c => c.Person == person && c.CalledAt is not null);
}
