using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentEvent
{
    /// <summary>A role is missing: whom the bot will call for it, and when, unless it answers first.</summary>
    /// <param name="Gap">What lies between two calls, and after the last.</param>
    /// <param name="Rule">The rule that gave the gap, in words.</param>
    public sealed record ChainDrawn(Role Role, IReadOnlyList<Call> Calls, TimeSpan Gap, string Rule) : IncidentEvent;

    /// <summary>A person was asked to approve, or to waive, in a role or in its stead.</summary>
    /// <param name="Position">Place in the chain, from 1, of <paramref name="Of"/>.</param>
    public sealed record ApproverCalled(Role Role, string Person, string Name, Stead? Stead, int Position, int Of) : IncidentEvent;

    /// <summary>A person's turn had come, and they were not called.</summary>
    public sealed record ApproverPassedOver(Role Role, string Person, string Name, string Reason) : IncidentEvent;

    /// <summary>Everybody in a role's chain was called, and nobody has answered: the role counts as absent.</summary>
    public sealed record ChainExhausted(Role Role) : IncidentEvent;

    /// <summary>One person asks to stand in for absent ones; it counts only once a second has confirmed it.</summary>
    public sealed record BreakGlassOpened(BreakGlass BreakGlass) : IncidentEvent;

    /// <summary>A second person confirmed it: it counts until <paramref name="Expires"/> (UTC), and a review item is open.</summary>
    public sealed record BreakGlassConfirmed(int Number, string Reason, DateTimeOffset Expires) : IncidentEvent;

    /// <summary>It counts no longer: not confirmed in time, expired, its persons or the mode changed, a ceiling was exceeded.</summary>
    public sealed record BreakGlassLost(int Number, string Reason) : IncidentEvent;

    /// <summary>A person has looked at it, and says what came of that.</summary>
    public sealed record ReviewClosed(int Number, string Reason) : IncidentEvent;
}
