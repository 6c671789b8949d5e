using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>The formulae, gates and waivers of the decision model, written a second time and for plans like this one alone.</summary>
internal sealed partial class Ledger
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    /// <summary>E, or null while lag was never sampled.</summary>
    internal TimeSpan? Exposure(DateTimeOffset now)
    {
        var edge = Edge(now);
        return R is not { } r ? null : edge > r ? edge - r : TimeSpan.Zero;
    }

    /// <summary>N95 = ceil(max(p95, max since t0) * E) + writes in flight, or null while anything of it is unknown.</summary>
    internal long? Bound(DateTimeOffset now)
    {
        if (Exposure(now) is not { } exposure || Rate is not { P95: { } p95 } rate)
        {
            return null;
        }

        var stopped = Edge(now) < now || (Fence.Placed && Fence.Since == now);
        var known = now - rate.SampledAt <= MaxAge || (stopped && rate.SampledAt >= Edge(now));
        return known
            ? (long)Math.Ceiling(Math.Max(p95, rate.MaxSince ?? 0) * exposure.Ticks / TimeSpan.TicksPerSecond) + plan.Loss.WritesInFlight
            : null;
    }

    internal bool IsOpen(GateId gate, DateTimeOffset now, string? slot, string incident, DateTimeOffset? lastPromotion) => gate switch
    {
        GateId.G1 => Mode is FailureMode.RegionLoss or FailureMode.NetworkPartition && now - ModeAt <= TimeSpan.FromMinutes(5),
        GateId.G2 => Known("error-rate", now) >= 0.5m && Known("primary-healthy", now) == 0,
        GateId.G4 => Exposure(now) <= plan.Rpo,
        GateId.G5 => Known(plan.Inputs.PrimaryDead, now) == 1 || FenceHolds(now),
        GateId.G7 => Known("target-healthy", now) == 1,
        GateId.G12 => (slot is null || slot == incident) && !(now - lastPromotion < TimeSpan.FromHours(1)),
        GateId.G15 => DraftedAt >= Proposal?.At,
        _ => throw new InvalidOperationException($"No gate '{gate}'."),
    };

    /// <summary>Writes are known to be refused, by a fence that was placed and proven.</summary>
    internal bool FenceHolds(DateTimeOffset now) => Fence is { Placed: true, Since: not null } && Known(plan.Inputs.Fenced, now) == 1;

    internal bool IsWaived(GateId gate, DateTimeOffset now, Roster people)
    {
        var by = Waivers.Where(w => w.Gate == gate).ToList();
        bool Has(Role role, out string[] persons)
        {
            persons = [.. by.Where(w => w.Role == role && Speaks(w.By.Person, role, people)).Select(w => w.By.Person)];
            return persons.Length > 0;
        }

        return gate switch
        {
            GateId.G1 or GateId.G5 => Has(Role.Commander, out var c) && Has(Role.DataOwner, out var d) && c.Any(x => d.Any(y => x != y)),
            GateId.G2 or GateId.G12 => Has(Role.Commander, out _),
            GateId.G7 => Has(Role.DataOwner, out _),
            GateId.G15 => Has(Role.CommsLead, out _),
            GateId.G4 => by.Any(w => Approvals.TryGetValue(w.By.Person, out var a) && Covers(a, now)),
            _ => false,
        };
    }

    /// <summary>In the role, or approving in its stead, which lets waive in it too.</summary>
    private bool Speaks(string person, Role role, Roster people) =>
        InRole(person, role, people) || (Approvals.TryGetValue(person, out var a) && a.Role == role && MayStandIn(a, people));

    internal bool InRole(string person, Role role, Roster people) =>
        Roles.TryGetValue(role, out var holders) && holders.Contains(person)
        && people.Find(person) is { Active: true } known && (role == Role.Responder || (!known.Guest && known.Roles.Contains(role)));

    internal bool Covers(Approval approval, DateTimeOffset now) =>
        (Bound(now) is { } bound ? !(bound > approval.Records) : approval.LossUnknown) && !(Exposure(now) > approval.Exposure);

    private decimal? Known(string? id, DateTimeOffset now) =>
        id is not null && Newest.TryGetValue(id, out var reading) && reading.Problem is null && now - reading.SampledAt <= MaxAge ? reading.Value : null;

    private DateTimeOffset Edge(DateTimeOffset now)
    {
        var fence = Fence is { Placed: true, Since: { } since } && since < now ? since : now;
        DateTimeOffset? first = null;
        var last = DateTimeOffset.MinValue;
        foreach (var (at, dead) in deaths)
        {
            first = !dead ? null : first is null || at - last > MaxAge ? at : first;
            last = at;
        }

        return first is { } died && died < fence && fence - last <= MaxAge ? died : fence;
    }
}
