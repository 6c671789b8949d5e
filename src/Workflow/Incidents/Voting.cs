using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Approving, rejecting, revoking and waiving. One person fills one role; who proposed fills none.</summary>
internal static class Voting
{
    internal static Refusal? Approve(Deciding deciding, IncidentCommand.Approve command)
    {
        var failover = deciding.Failover;
        if (failover is not { IsOpenToVotes: true, Proposal: { } proposal })
        {
            return Refusal.Because("nothing-proposed", "Nothing is open for approval.", "`propose` puts a failover to the vote.");
        }

        if (command.Proposal is { } id && id != proposal.Id)
        {
            return Refusal.Because("stale-proposal", $"Proposal {id} is not current; {proposal.Id} is.", "Read the card again, then approve what it shows.");
        }

        if (deciding.Incident.Mode != proposal.Mode)
        {
            return Refusal.Because("mode-changed",
                $"It was proposed for {Words.Of(proposal.Mode)}; the failure mode is {Words.Of(deciding.Incident.Mode)} now: an approval would be void at once.",
                "`abort` or `withdraw` it, or set the mode right.");
        }

        if (Slot(deciding, command.Role, out var role, out var held, out var stead) is { } refusal)
        {
            return refusal;
        }

        var approval = new Approval(deciding.Actor, role, held, proposal.Digest, command.Records, command.Exposure, command.LossUnknown, command.Reason, deciding.Now, deciding.Now + deciding.Plan.ApprovalExpiry) { Stead = stead };
        var faults = Ceilings(deciding, approval.Ceiling, "An approval");
        if (faults.Count > 0)
        {
            var (exposure, records) = Outlook.SuggestedCeiling(deciding.Incident, deciding.Now);
            return new Refusal("ceiling", faults, exposure is null || records is null
                ? ["`approve unknown because ...` accepts an unknown loss."]
                : [$"`approve {records} records {(long)exposure.Value.TotalSeconds}s because ...`"]);
        }

        if (!deciding.Incident.Holds(deciding.Actor.Person, held))
        {
            deciding.Emit(new IncidentEvent.RoleTaken(held, deciding.Actor.Person, deciding.Actor.Name));
        }

        deciding.Emit(new IncidentEvent.ApprovalGiven(approval));
        Complete(deciding);
        return null;
    }

    /// <summary>Says so once every required role has approved or is replaced.</summary>
    internal static void Complete(Deciding deciding)
    {
        if (Outlook.MissingRoles(deciding.Failover).Count == 0
            && (deciding.Failover.State == FailoverState.Proposed || deciding.Failover is { State: FailoverState.Held, AuthorityRegainedAt: null }))
        {
            deciding.Emit(new IncidentEvent.AuthorityComplete(deciding.Failover.State));
        }
    }

    internal static Refusal? Reject(Deciding deciding, IncidentCommand.Reject command)
    {
        var failover = deciding.Failover;
        if (failover is not { IsOpenToVotes: true, Proposal: { } proposal })
        {
            return Refusal.Because("nothing-proposed", "Nothing is open for rejection.");
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return Refusal.Because("no-reason", "A rejection needs a reason.", "`reject the replica is three hours behind`");
        }

        if (!proposal.Required.SelectMany(ApprovalPolicy.FilledBy).Any(r => MayAct(deciding, r))
            && !proposal.Required.Any(r => Calling.MayStandIn(deciding, deciding.Actor.Person, r) is not null))
        {
            return Refusal.Because("no-say", $"Rejecting takes one of the required roles: {string.Join(", ", proposal.Required.Select(Words.Of))}.",
                "A `note` puts your objection in the timeline.");
        }

        deciding.Emit(new IncidentEvent.Rejected(proposal.Id, command.Reason));
        Authority.FallBack(deciding, [$"{deciding.Actor.Name} rejected it: {command.Reason}"]);
        return null;
    }

    internal static Refusal? Revoke(Deciding deciding, IncidentCommand.Revoke command)
    {
        if (deciding.Failover.PastPointOfNoReturn)
        {
            return Refusal.Because("past-ponr", "The point of no return has passed: nothing can be revoked.");
        }

        if (!deciding.Failover.IsOpenToVotes || deciding.Failover.Approvals.FirstOrDefault(a => a.By.Person == deciding.Actor.Person) is not { } approval)
        {
            return Refusal.Because("no-approval", "You have no approval that counts now.");
        }

        var why = string.IsNullOrWhiteSpace(command.Reason) ? "revoked" : $"revoked: {command.Reason}";
        deciding.Emit(new IncidentEvent.ApprovalLost(deciding.Actor.Person, approval.Role, why));
        Authority.FallBack(deciding, [$"{deciding.Actor.Name} ({Words.Of(approval.Role)}): {why}"]);
        return null;
    }

    internal static Refusal? Waive(Deciding deciding, IncidentCommand.Waive command)
    {
        // After the press only the fence may still be waived: a promotion that is stuck is tried again only behind it.
        var open = deciding.Failover.IsOpenToVotes
            || (command.Gate == GateId.G5 && deciding.Failover is { State: FailoverState.Stuck, StuckFrom: FailoverState.Committing });
        if (!open || deciding.Plan.Gate(command.Gate) is not { } gate)
        {
            return Refusal.Because("nothing-to-waive", $"{command.Gate} is not a gate of an open proposal.");
        }

        var result = Gates.Evaluate(gate, Outlook.FactsAt(deciding.Situation, deciding.Now));
        if (result.Verdict == GateVerdict.Open)
        {
            return Refusal.Because("gate-open", $"{command.Gate} is open: there is nothing to waive.", "A waiver is given for a gate that is closed or unknown, once it is.");
        }

        return Waivers.Check(deciding, result, command, out var role) is { } refusal
            ? refusal
            : Emit(deciding, new Waiver(command.Gate, deciding.Actor, role, command.Reason, deciding.Now) { Subject = gate.Id == GateId.G9 ? command.Subject : null });
    }

    private static Refusal? Emit(Deciding deciding, Waiver waiver)
    {
        deciding.Emit(new IncidentEvent.GateWaived(waiver));
        return null;
    }

    /// <summary>The required role that this person is to fill, and the role they hold or may take for it.</summary>
    /// <param name="stead">Set where the chain names this person, who then holds no more than the responder's role.</param>
    private static Refusal? Slot(Deciding deciding, Role? wanted, out Role role, out Role held, out Stead? stead)
    {
        role = held = default;
        stead = null;
        var proposal = deciding.Failover.Proposal!;
        if (proposal.By.Person == deciding.Actor.Person)
        {
            return Refusal.Because("proposer", "You proposed it, so you fill no approving role.",
                proposal.Required.Contains(Role.Commander) ? "The deputy commander must approve." : "Another holder of the role must approve.");
        }

        var own = deciding.Failover.Approvals.FirstOrDefault(a => a.By.Person == deciding.Actor.Person);
        var open = proposal.Required.Where(r => (wanted is null || r == wanted) && (own is null || own.Role == r)
            && !deciding.Failover.Approvals.Any(a => a.Role == r && a.By.Person != deciding.Actor.Person)).ToList();
        foreach (var required in open)
        {
            foreach (var candidate in ApprovalPolicy.FilledBy(required).Where(c => MayAct(deciding, c)))
            {
                (role, held) = (required, candidate);
                return null;
            }
        }

        foreach (var required in open)
        {
            if (Calling.MayStandIn(deciding, deciding.Actor.Person, required) is { } capacity)
            {
                (role, held, stead) = (required, Role.Responder, capacity);
                return null;
            }
        }

        var missing = Outlook.MissingRoles(deciding.Failover);
        return own is not null && wanted is not null && wanted != own.Role
            ? Refusal.Because("one-role", $"One person fills one role; you approved as {Words.Of(own.Role)}.", "Another person must fill the other role.")
            : Refusal.Because("no-say",
                $"You hold none of the roles that are open: {(missing.Count == 0 ? "all are filled" : string.Join(", ", missing.Select(Words.Of)))}.",
                Calling.WhenCalled(deciding, deciding.Actor.Person) ?? "`role take ...`, if the directory lists the role for you.");
    }

    /// <summary>Holds the role, or may take it unasked: never the commander's, which is one person's at a time.</summary>
    private static bool MayAct(Deciding deciding, Role role) =>
        deciding.People.Find(deciding.Actor.Person) is { } person && person.MayTake(role)
        && (deciding.Incident.Holds(person.Id, role) || role != Role.Commander);

    /// <summary>What is wrong with a stated ceiling; empty if it holds now.</summary>
    internal static List<string> Ceilings(Deciding deciding, Ceiling ceiling, string what)
    {
        var faults = new List<string>();
        if (ceiling.Records < 0 || (!ceiling.LossUnknown && ceiling.Records is null))
        {
            faults.Add($"{what} states the largest loss it accepts, in records.");
        }

        if (ceiling.Exposure < TimeSpan.Zero || (!ceiling.LossUnknown && ceiling.Exposure is null))
        {
            faults.Add($"{what} states the largest exposure it accepts, in seconds.");
        }

        if (faults.Count == 0 && Authority.WhyExceeded(deciding.Incident, deciding.Now, ceiling) is { } exceeded)
        {
            faults.Add($"It would be void at once: {exceeded}");
        }

        return faults;
    }
}
