using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Acceptance.Soak;

/// <summary>What somebody says next, of an incident as its log tells it; "{mark}" is where a line can be told from all others.</summary>
internal sealed record Line(string Person, string Text);

/// <summary>The scripted people of one incident: they answer what the bot asks, with the twists of their journey. Null: they wait.</summary>
internal sealed partial class Script(Journey journey, Shop shop)
{
    private readonly HashSet<string> saidOnce = [];
    private DateTimeOffset? since;
    private FailoverState last = FailoverState.Idle;
    private DateTimeOffset pressed = DateTimeOffset.MinValue;
    private int held;

    internal Line? Next(Incident i, ServiceRecord service, DateTimeOffset now)
    {
        if (i.Failover.State != last || since is null)
        {
            held += i.Failover.State == FailoverState.Held ? 1 : 0;
            (last, since) = (i.Failover.State, now);
        }

        return Opening(i) ?? (i.Phase == IncidentPhase.Resolved ? Ended() : i.Failover.State switch
        {
            FailoverState.Idle or FailoverState.Aborted or FailoverState.Reconciled => Resting(i, now),
            FailoverState.Proposed => Proposed(i, now),
            FailoverState.Approved => Approved(i),
            FailoverState.Preparing => Preparing(i),
            FailoverState.Halted => Halted(i),
            FailoverState.Held => Held(i, now),
            FailoverState.Armed => Armed(i, service, now),
            FailoverState.Stuck => Stuck(i),
            FailoverState.Restored => journey.IsDrill ? Closed : Restored(now),
            _ => null,
        });
    }

    private Line? Opening(Incident i) =>
        i.Commander is null ? new("maya", "role take commander")
        : Once("note") ? new("ravi", "note it began {mark}")
        : journey.Take(Twist.FalseClaim) ? new("maya", "update send customers No data was lost. {mark}")
        : null;

    private static Line Closed => new("maya", "close done {mark}");

    private Line Ended() => journey.Take(Twist.Reopen) ? new("maya", "reopen errors are back {mark}") : Closed;

    private Line? Resting(Incident i, DateTimeOffset now)
    {
        var over = i.Failover.State == FailoverState.Reconciled || journey.Proposals == 0 || journey.Ends == Ending.Resolved;
        if (over) return journey.IsDrill ? Closed : End(i);
        if (journey.Ends == Ending.FalseAlarm) return Unfenced(i) ?? (i.Fence.Status == FenceStatus.None ? new("maya", "false-alarm the probe was wrong {mark}") : null);
        if (journey.Ends == Ending.Corruption)
        {
            // It is proposed all the same, and refused.
            journey.Proposals = i.Mode == FailureMode.DataCorruption && Once("propose corruption") ? 0 : journey.Proposals;
            return i.Mode != FailureMode.DataCorruption ? new("maya", "mode data-corruption checksums differ {mark}") : new("ravi", "propose");
        }

        if (i.Mode != FailureMode.RegionLoss || now - i.ModeAt > TimeSpan.FromMinutes(4)) return new("maya", "mode region-loss two vantage points agree {mark}");
        if (i.Fence.Status == FenceStatus.None && journey.Take(Twist.FreezeFirst)) return new("maya", "freeze the exposure grows {mark}");
        if (i.RecoveryPoint is null || i.WriteRate is null || i.Fence.Status is FenceStatus.Placing or FenceStatus.Lifting) return null;
        journey.Proposals--;
        return new(journey.Proposer, "propose");
    }

    private static Line? End(Incident i) => i.Phase == IncidentPhase.Declared ? new("maya", "phase investigating") : i.Failover.State == FailoverState.Reconciled || i.Fence.Status == FenceStatus.None
        ? new("maya", "resolve it is over {mark}")
        : Unfenced(i);

    /// <summary>Lifts a fence that stayed; waits while one is being placed or lifted.</summary>
    private static Line? Unfenced(Incident i) =>
        i.Fence.Status is FenceStatus.Placed or FenceStatus.Unknown ? new("maya", "unfreeze the primary is well {mark}") : null;

    private bool Once(string what) => saidOnce.Add(what);
}
