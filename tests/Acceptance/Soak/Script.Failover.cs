using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Acceptance.Soak;

internal sealed partial class Script
{
    private Line? Proposed(Incident i, DateTimeOffset now)
    {
        var proposal = i.Failover.Proposal!;
        if (i.Mode != proposal.Mode || journey.Take(Twist.AbortProposed)) return Abort();
        if (journey.Take(Twist.Withdraw)) return new(proposal.By.Person, "withdraw the primary is back {mark}");
        if (Once($"draft {proposal.Id}")) return new("maya", "update preview executives");
        if (i.Failover.Approvals.Count > 0 && journey.Take(Twist.Reject)) return new("dario", "reject the replica is hours behind {mark}");
        return Approval(i, now);
    }

    /// <summary>The first missing role's person approves, within what the loss is now and more, or with hardly any room.</summary>
    private Line? Approval(Incident i, DateTimeOffset now)
    {
        if (Outlook.MissingRoles(i.Failover) is not [var role, ..]) return null;
        var person = role switch
        {
            Role.DataOwner => "dario",
            Role.Executive => "elin",
            _ => i.Failover.Proposal!.By.Person == "maya" ? "debo" : "maya",
        };
        var bound = Outlook.LossAt(i, now)?.Bound;
        return bound is null || journey.Take(Twist.AcceptUnknown) ? new(person, "approve 100000 records 3600s unknown we accept it {mark}")
            : new(person, $"approve {bound + (journey.Take(Twist.TightCeiling) ? 2 : 100_000)} records 3600s we accept it {{mark}}");
    }

    private Line? Approved(Incident i) =>
        journey.Take(Twist.Revoke) ? new(i.Failover.Approvals[0].By.Person, "revoke I misread it {mark}")
        : i.Plan!.AutoPrepare ? null : new("maya", "prepare");

    private Line? Preparing(Incident i) =>
        journey.Take(Twist.AbortPreparing) ? Abort()
        : i.Failover.Approvals.Count > 0 && journey.Take(Twist.Revoke) ? new(i.Failover.Approvals[0].By.Person, "revoke I misread it {mark}")
        : null;

    private Line? Halted(Incident i)
    {
        var broken = i.Failover.Steps.First(s => s.Status is StepStatus.Failed or StepStatus.Unknown).Step;
        return broken != "fence" && journey.Take(Twist.SkipStep) ? new("maya", $"skip {broken} it is done already {{mark}}")
            : Again($"retry {broken}", 4) ?? Abort();
    }

    private Line? Held(Incident i, DateTimeOffset now)
    {
        journey.Take(Twist.Lapse);
        if (i.Mode != i.Failover.Proposal!.Mode || held > 3) return Abort();
        return Approval(i, now) ?? (now - since > TimeSpan.FromSeconds(15) ? Abort() : null);
    }

    private Line? Armed(Incident i, ServiceRecord service, DateTimeOffset now)
    {
        if (journey.Has(Twist.Lapse)) return null;
        if (journey.Take(Twist.AbortArmed)) return Abort();
        if (journey.Take(Twist.Corruption)) return new("maya", "mode data-corruption checksums differ {mark}");
        if (Gate(i, service, now) is { } line) return line;
        if (now - pressed < TimeSpan.FromSeconds(1)) return null;
        pressed = now;
        var bound = Outlook.LossAt(i, now)?.Bound;
        long? typed = bound is not { } known ? null : journey.Take(Twist.LowPress) ? Math.Max(0, known - 1) : Math.Min(known + 50, i.Failover.Approvals.Min(a => a.Records ?? long.MaxValue));
        return new("maya", $"press {PressPhrase.For(i.Plan!.Target, typed)}");
    }

    /// <summary>What opens or waives the first gate that is neither; each is tried once a proposal.</summary>
    private Line? Gate(Incident i, ServiceRecord service, DateTimeOffset now)
    {
        foreach (var gate in Outlook.GatesAt(new Situation(i, service), now).Where(g => g.Verdict != GateVerdict.Open))
        {
            if (!Once($"{gate.Gate} {i.Failover.Proposal!.Id} {held}")) continue;
            return gate.Gate switch
            {
                GateId.G1 => new("maya", "mode region-loss it still is {mark}"),
                GateId.G7 => new("dario", "waive G7 we have looked ourselves {mark}"),
                GateId.G15 => new("maya", "update preview executives"),
                GateId.G2 or GateId.G12 => new("maya", $"waive {gate.Gate} we know {{mark}}"),
                _ => null,
            };
        }

        return null;
    }

    private Line? Stuck(Incident i)
    {
        var steps = i.Failover.Steps;
        switch (i.Failover.StuckFrom)
        {
            case FailoverState.Aborting:
                var undo = steps.First(s => s.Status == StepStatus.UndoFailed).Step;
                return Again($"retry {undo}", 4) ?? new("maya", $"skip {undo} it is undone, I looked {{mark}}");
            case FailoverState.Committing when i.Failover.StandDownBy is { } first:
                return i.Failover.StandDownConfirmed || !Once("stand down") ? Again("retry", 9) : new(first.Person == "dario" ? "maya" : "dario", "stand-down it did nothing {mark}");
            case FailoverState.Committing when journey.Take(Twist.StandDown):
                return new("maya", "stand-down it never arrived {mark}");
            case FailoverState.Committing when journey.Take(Twist.TakeOver):
                var open = i.Plan!.Steps.Where(s => s.Phase == StepPhase.Commit && steps.First(p => p.Step == s.Id) is { IsSettled: false }).Select(s => s.Id).ToList();
                open.ForEach(shop.ByHand);
                return new("maya", "takeover " + string.Join("; ", open.Select(s => $"{s}: done by hand {{mark}}")));
            default:
                return Again("retry", 40);
        }
    }

    private Line? Restored(DateTimeOffset now)
    {
        if (Once("lose the signal") && journey.Take(Twist.SignalLost)) shop.Spoil(4);
        return now - since > TimeSpan.FromSeconds(journey.Twists.Contains(Twist.SignalLost) ? 5 : 0)
            ? new("maya", "reconcile lost 3 within 2s fenced: gate closed {mark} account: exported {mark}")
            : null;
    }

    private Line Abort() => new("maya", journey.Take(Twist.KeepFrozen) ? "abort keep-frozen it is over {mark}" : "abort it is over {mark}");

    /// <summary>The same once more, not more often than so.</summary>
    private Line? Again(string text, int most)
    {
        var times = saidOnce.Count(s => s.StartsWith(text + "#", StringComparison.Ordinal));
        return times < most && saidOnce.Add($"{text}#{times}") ? new("maya", text) : null;
    }
}
