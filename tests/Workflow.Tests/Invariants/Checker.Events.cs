using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Invariants;

internal sealed partial class Checker
{
    private void Check(IncidentEvent happened, string incident, DateTimeOffset now, Roster people)
    {
        switch (happened)
        {
            case IncidentEvent.Proposed e:
                breaches.Unless(e.Proposal.Epoch == lastTaken && e.Proposal.Epoch > lastHanded, "I1", $"A failover was given the epoch {e.Proposal.Epoch}; {lastHanded} is out already.");
                Gates(e.Proposal.Snapshot.Gates, incident, now);
                break;
            case IncidentEvent.AbortBegun e:
                breaches.Unless(e.Epoch == lastTaken && e.Epoch > lastHanded, "I1", $"An undo was given the epoch {e.Epoch}; {lastHanded} is out already.");
                break;
            case IncidentEvent.Armed e:
                Gates(e.Gates, incident, now);
                break;
            case IncidentEvent.PressRefused e:
                Gates(e.Gates, incident, now);
                break;
            case IncidentEvent.PointOfNoReturn e:
                Press(e, incident, now, people);
                break;
            case IncidentEvent.BreakGlassConfirmed e:
                Glass(e, now);
                break;
            case IncidentEvent.ApprovalGiven { Approval: { Stead: not null } approval }:
                breaches.Unless(ledger.MayStandIn(approval, people), "I5", $"{approval.By.Person} approved in the stead of {approval.Role} without having been called.");
                break;
            case IncidentEvent.StepStarted e:
                Start(e, now, people);
                break;
            case IncidentEvent.UpdateSent { Text: var text }:
                breaches.Unless(honest(text), "I13", $"It was said: {text}");
                break;
            case IncidentEvent.UpdateDrafted { Text: var text }:
                breaches.Unless(honest(text), "I13", $"It was drafted: {text}");
                break;
        }
    }

    private void Press(IncidentEvent.PointOfNoReturn e, string incident, DateTimeOffset now, Roster people)
    {
        var proposal = ledger.Proposal!;
        breaches.Unless(ledger.State == FailoverState.Armed, "I5", "Pressed while not armed.");
        breaches.Unless(!e.By.IsBot && ledger.InRole(e.By.Person, Role.Commander, people), "I14", $"{e.By.Person} pressed and is not the commander.");
        breaches.Unless(ledger.Mode is FailureMode.RegionLoss or FailureMode.NetworkPartition, "I7", $"Pressed while the mode is {ledger.Mode}.");

        var needed = ledger.Required.Append(Role.Commander).Append(Role.DataOwner).ToHashSet();
        var bound = ledger.Bound(now);
        if (!(bound * plan.Loss.ValuePerWrite <= plan.Approvals[0].ExecutiveAbove) && ledger.Mode == FailureMode.RegionLoss)
        {
            needed.Add(Role.Executive);
        }

        foreach (var role in needed)
        {
            breaches.Unless(
                ledger.Approvals.Values.Any(a => a.Role == role && a.Expires > now && a.Digest == e.Digest && a.By.Person != proposal.By.Person
                    && (a.HeldRole == role || (role == Role.Commander && a.HeldRole == Role.Deputy) || ledger.MayStandIn(a, people)) && ledger.InRole(a.By.Person, a.HeldRole, people)) || ledger.IsReplaced(g => g.Roles.Contains(role), now, people),
                "I5", $"Pressed without {role}.");
        }

        breaches.Unless(e.Digest == proposal.Digest && e.Digest == Digest(proposal) && e.Epoch == proposal.Epoch, "I5", "What runs is not what was approved.");
        var glass = ledger.Glass.Where(g => g.Second is not null).Select(g => g.Record).ToList();
        PressedOnGlass += glass.Count > 0 ? 1 : 0;
        breaches.Unless(ledger.Approvals.Values.All(a => ledger.Covers(a, now)) && glass.All(g => ledger.Covers(g, now)), "I6", "Pressed above a ceiling.");
        breaches.Unless(
            e.Bound is { } typed ? bound <= typed && ledger.Approvals.Values.All(a => !(typed > a.Records)) && glass.All(g => !(typed > g.Records))
                : bound is null && ledger.Approvals.Values.All(a => a.LossUnknown) && glass.All(g => g.LossUnknown),
            "I6", $"Typed {e.Bound?.ToString() ?? "UNKNOWN"} for a bound of {bound?.ToString() ?? "unknown"}.");

        Gates(e.Gates, incident, now);
        foreach (var gate in plan.Gates)
        {
            breaches.Unless(ledger.IsOpen(gate.Id, now, slot, incident, lastPromotion) || ledger.IsWaived(gate.Id, now, people)
                || ledger.IsReplaced(g => g.Gates.Contains(gate.Id), now, people),
                gate.Id == GateId.G5 ? "I2" : "I5", $"Pressed with {gate.Id} neither open nor waived.");
        }
    }

    /// <summary>I5: only for absent persons, only what may be passed, and by two of whom one commands.</summary>
    private void Glass(IncidentEvent.BreakGlassConfirmed e, DateTimeOffset now)
    {
        var record = ledger.Glass.Single(g => g.Record.Number == e.Number).Record;
        breaches.Unless(e.By.Person != record.OpenedBy.Person && now - record.OpenedAt <= TimeSpan.FromMinutes(3), "I5", "One person broke the glass, or two who were too far apart.");
        breaches.Unless(record.Roles.All(r => ledger.IsExhausted(r, now) && ledger.Approvals.Values.All(a => a.Role != r)), "I5", $"Glass was broken for {record.Names()}, who were not absent.");
        breaches.Unless(!record.Gates.Any(g => (int)g is 3 or 6 or 14) && ledger.Mode != FailureMode.DataCorruption, "I7", $"Glass was broken for {record.Names()}.");
    }

    /// <summary>I8: every gate of the plan is stored with the decision, and none is stored as open that is closed or unknown.</summary>
    private void Gates(IReadOnlyList<GateResult> stored, string incident, DateTimeOffset now)
    {
        breaches.Unless(stored.Select(g => g.Gate).Order().SequenceEqual(plan.Gates.Select(g => g.Id).Order()), "I8", "A gate was not stored with the decision that used it.");
        foreach (var gate in stored)
        {
            var open = ledger.IsOpen(gate.Gate, now, slot, incident, lastPromotion);

            // A snapshot is taken before its proposal exists: G15 looks at the one before, if there was one.
            breaches.Unless(gate.Gate == GateId.G15 || (gate.Verdict == GateVerdict.Open) == open, "I8", $"{gate.Gate} was stored as {gate.Verdict}; by the facts it is {(open ? "open" : "not open")}.");
            breaches.Unless(gate.At == now && (gate.Verdict == GateVerdict.Open || gate.Reasons.Count > 0), "I8", $"{gate.Gate} was stored without its time or reasons.");
        }
    }

    private void Start(IncidentEvent.StepStarted e, DateTimeOffset now, Roster people)
    {
        var step = plan.Step(e.Step)!;
        breaches.Unless(e.Epoch >= lastHanded && (e.Purpose != StepPurpose.Unfreeze || e.Epoch > lastHanded), "I1", $"{e.Purpose} of {e.Step} was handed the epoch {e.Epoch} after {lastHanded}.");
        lastHanded = Math.Max(lastHanded, e.Epoch);
        if (e.Purpose == StepPurpose.Run)
        {
            breaches.Unless(e.Epoch == ledger.Proposal!.Epoch, "I1", $"{e.Step} runs under the epoch {e.Epoch}; {ledger.Proposal.Epoch} was approved.");
            breaches.Unless(ledger.State is FailoverState.Preparing or FailoverState.Committing or FailoverState.Verifying, "I5", $"{e.Step} started while {ledger.State}.");
            breaches.Unless(step.Idempotent || !ledger.HasRun.Contains(e.Step) || ledger.MayRepeat.Contains(e.Step), "I10", $"{e.Step} is not idempotent and was repeated unasked.");
        }

        if (e is { Purpose: StepPurpose.Run } && step.Phase == StepPhase.Commit)
        {
            breaches.Unless(durablyPressed, "I10", $"{e.Step} started before the press was durable.");
            breaches.Unless(ledger.Mode != FailureMode.DataCorruption || step.Id != "promote", "I7", "Promoted while the mode is corruption.");
            breaches.Unless(step.Id != "promote" || ledger.Fence is { Placed: true, Since: not null } || ledger.IsOpen(GateId.G5, now, slot, "", null)
                || ledger.IsWaived(GateId.G5, now, people) || ledger.Glass.Any(g => g.Second is not null && g.Record.Gates.Contains(GateId.G5)), "I2", "Promoted while the old primary is neither fenced nor dead, and nobody waived it.");
            breaches.Unless(!step.ShiftsTraffic || ledger.PromotionProven, "I3", "Traffic was shifted to a promotion that no probe has proven.");
        }

        if (e.Step == "fence" && e.Purpose is StepPurpose.Undo or StepPurpose.Unfreeze)
        {
            breaches.Unless(!ledger.Pressed, "I4", "The fence was lifted after the press.");
        }

        if (e.Purpose == StepPurpose.Undo)
        {
            breaches.Unless(e.Epoch == ledger.UndoEpoch && e.Epoch > ledger.Proposal!.Epoch, "I1", $"An undo runs under the epoch {e.Epoch}.");
            var left = ledger.Effects.Where(s => s != e.Step && plan.Step(s)?.Undo is not null).ToList();
            breaches.Unless(e.Step != "fence" || left.Count == 0, "I4", $"The fence was lifted before {string.Join(", ", left)} was undone.");
            breaches.Unless(e.Step != "fence" || (ledger.Fence.OfFailover && !ledger.KeepFrozen && ledger.Mode != FailureMode.DataCorruption), "I4",
                "A fence was lifted that was to stay, or that this failover had not placed.");
        }
    }

    /// <summary>The digest, computed here from what is to run.</summary>
    private string Digest(Proposal proposal)
    {
        var text = CanonicalJson.Canonicalise(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["epoch"] = proposal.Epoch,
            ["gates"] = plan.Gates,
            ["mode"] = proposal.Mode,
            ["policy"] = plan.Approvals,
            ["policyVersion"] = plan.Version,
            ["proposalId"] = proposal.Id,
            ["snapshotHash"] = proposal.SnapshotHash,
            ["steps"] = plan.Steps,
            ["target"] = proposal.Target,
        }, WorkflowJson.Options));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
