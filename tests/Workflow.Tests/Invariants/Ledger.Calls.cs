using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Invariants;

internal sealed partial class Ledger
{
    /// <summary>Who of each role's chain is still to be asked, and who was asked when.</summary>
    internal Dictionary<Role, ChainLife> Chains { get; } = [];

    internal List<GlassLife> Glass { get; } = [];

    /// <summary>Everybody in a role's chain has been asked, and the last of them had half a minute at the least.</summary>
    internal bool IsExhausted(Role role, DateTimeOffset now) =>
        Chains.TryGetValue(role, out var chain) && chain.ToAsk.Count == 0 && chain.Asked.Values.All(at => now - at >= TimeSpan.FromSeconds(30));

    /// <summary>Two persons, one of them the commander, both still there, stand in for a role or a gate within what they accepted.</summary>
    internal bool IsReplaced(Func<BreakGlass, bool> names, DateTimeOffset now, Roster people) => Glass.Any(g =>
        g.Second is { } second && names(g.Record) && now < g.Expires && g.Record.Digest == Proposal!.Digest && Covers(g.Record, now)
        && second != g.Record.OpenedBy.Person && (InRole(second, Role.Commander, people) || InRole(g.Record.OpenedBy.Person, Role.Commander, people))
        && new[] { second, g.Record.OpenedBy.Person }.All(p => people.Find(p) is { Active: true, Guest: false }));

    internal bool MayStandIn(Approval approval, Roster people) =>
        approval.Stead is not null && people.Find(approval.By.Person) is { Active: true, Guest: false }
        && (people.DutyExecutive == approval.By.Person || people.Chains.Any(c => c.Role == approval.Role && c.Deputies.Contains(approval.By.Person)))
        && Chains.TryGetValue(approval.Role, out var chain) && chain.Asked.TryGetValue(approval.By.Person, out var asked) && asked <= approval.At;

    internal bool Covers(BreakGlass glass, DateTimeOffset now) =>
        (Bound(now) is { } bound ? !(bound > glass.Records) : glass.LossUnknown) && !(Exposure(now) > glass.Exposure);

    private void ApplyCall(IncidentEvent happened)
    {
        switch (happened)
        {
            case IncidentEvent.ChainDrawn e:
                Chains[e.Role] = new ChainLife([.. e.Calls.Select(c => c.Person)], []);
                break;
            case IncidentEvent.ApproverCalled e:
                Chains[e.Role].ToAsk.Remove(e.Person);
                Chains[e.Role].Asked[e.Person] = e.At;
                break;
            case IncidentEvent.ApproverPassedOver e:
                Chains[e.Role].ToAsk.Remove(e.Person);
                break;
            case IncidentEvent.BreakGlassOpened e:
                Glass.Add(new GlassLife(e.BreakGlass, null, e.At));
                break;
            case IncidentEvent.BreakGlassConfirmed e:
                var opened = Glass.Single(g => g.Record.Number == e.Number);
                Glass[Glass.IndexOf(opened)] = opened with { Second = e.By.Person, Expires = e.At + plan.ApprovalExpiry };
                break;
            case IncidentEvent.BreakGlassLost e:
                Glass.RemoveAll(g => g.Record.Number == e.Number);
                break;
        }
    }

    internal sealed record ChainLife(HashSet<string> ToAsk, Dictionary<string, DateTimeOffset> Asked);

    internal sealed record GlassLife(BreakGlass Record, string? Second, DateTimeOffset Expires);
}
