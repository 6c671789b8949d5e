using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Whether the approvals still carry the failover: each is held against time, roles, mode and the loss as it is now.</summary>
internal static class Authority
{
    /// <summary>Removes every approval that no longer counts, and takes the failover back when a required role is no longer covered.</summary>
    internal static void Review(Deciding deciding)
    {
        if (!deciding.Failover.IsOpenToVotes)
        {
            return;
        }

        var reasons = new List<string>();
        Require(deciding, reasons);
        foreach (var approval in deciding.Failover.Approvals)
        {
            if (WhyLost(deciding, approval) is { } why)
            {
                reasons.Add($"{approval.By.Name} ({Words.Of(approval.Role)}): {why}");
                deciding.EmitAsBot(new IncidentEvent.ApprovalLost(approval.By.Person, approval.Role, why));
            }
        }

        reasons.AddRange(GlassBreaking.Review(deciding));
        FallBack(deciding, reasons);
    }

    /// <summary>A loss that grows past the plan's limit needs the executive too, whatever it was when the failover was proposed. Asked from the first approval on; the need stays.</summary>
    private static void Require(Deciding deciding, List<string> reasons)
    {
        var proposal = deciding.Failover.Proposal!;
        var money = Outlook.MoneyAtRisk(deciding.Incident, deciding.Now);
        if (deciding.Failover.Ceilings.Count == 0 || (money is null && !deciding.Failover.Ceilings.Any(c => c.LossUnknown)))
        {
            return;
        }

        foreach (var role in ApprovalPolicy.Required(deciding.Plan, proposal.Mode, money).Except(proposal.Required))
        {
            var why = money is { } amount
                ? FormattableString.Invariant($"The {Words.Of(role)} must approve too: the loss bound is {amount:0.##} {deciding.Plan.Loss.Currency} now.")
                : $"The {Words.Of(role)} must approve too: the loss is unknown.";
            reasons.Add(why);
            deciding.EmitAsBot(new IncidentEvent.RoleRequired(role, why));
        }
    }

    /// <summary>Once a required role is uncovered: back to Proposed before preparing, Held afterwards.</summary>
    internal static void FallBack(Deciding deciding, IReadOnlyList<string> reasons)
    {
        var failover = deciding.Failover;
        if (Outlook.MissingRoles(failover).Count > 0 && FailoverMachine.May(failover, FailoverTrigger.LoseAuthority))
        {
            var to = FailoverMachine.After(failover, FailoverTrigger.LoseAuthority);
            DateTimeOffset? holdUntil = to == FailoverState.Held ? deciding.Now + deciding.Plan.HoldLimit : null;
            deciding.EmitAsBot(new IncidentEvent.AuthorityLost(reasons, to, holdUntil));
        }
    }

    /// <summary>Why an approval does not count now; null if it does.</summary>
    internal static string? WhyLost(Deciding deciding, Approval approval)
    {
        var incident = deciding.Incident;
        var proposal = deciding.Failover.Proposal!;
        if (approval.Digest != proposal.Digest)
        {
            return "it was given for another proposal.";
        }

        if (deciding.Now >= approval.Expires)
        {
            return $"it expired at {Durations.Clock(approval.Expires)}.";
        }

        if (deciding.Behind is { } behind && deciding.Stood(approval))
        {
            return ClockBehind(behind);
        }

        if (incident.Mode != proposal.Mode)
        {
            return $"the failure mode changed from {Words.Of(proposal.Mode)} to {Words.Of(incident.Mode)}.";
        }

        if (!incident.Holds(approval.By.Person, approval.HeldRole))
        {
            return $"{approval.By.Name} is no longer {Words.Of(approval.HeldRole)}.";
        }

        if (approval.Stead is { } stead && deciding.People.SteadOf(approval.By.Person, approval.Role) != stead)
        {
            return $"{approval.By.Name} no longer stands in for {Words.Of(approval.Role)}.";
        }

        var person = deciding.People.Find(approval.By.Person);
        return person is null or { Active: false } or { Guest: true } ? $"{approval.By.Name} is deactivated, a guest, or gone from the directory."
            : !person.MayTake(approval.HeldRole) ? $"the directory no longer lets {approval.By.Name} be {Words.Of(approval.HeldRole)}."
            : WhyExceeded(incident, deciding.Now, approval.Ceiling);
    }

    /// <summary>A clock that is behind the log cannot tell how long an approval has stood: it would look younger than it is.</summary>
    internal static string ClockBehind(TimeSpan behind) =>
        $"the clock of the node that works is {Durations.Text(behind)} behind the log, so that nobody can tell how long the approval has stood. Approve again.";

    /// <summary>Growing loss voids an approval by itself: both ceilings are held against the loss as it is now.</summary>
    /// <remarks>What a planned switchover would lose before it has drained outgrows nobody: its press is refused until that is nothing (<see cref="Drain"/>).</remarks>
    internal static string? WhyExceeded(Incident incident, DateTimeOffset now, Ceiling ceiling) =>
        incident.Mode == Plans.FailureMode.PlannedSwitchover ? null : WhyExceeded(Outlook.LossAt(incident, now), ceiling);

    private static string? WhyExceeded(Loss? loss, Ceiling ceiling)
    {
        if (loss?.Bound is null && !ceiling.LossUnknown)
        {
            return "the loss bound is unknown now, and the approval does not accept an unknown loss.";
        }

        if (loss?.Bound is { } bound && ceiling.Records is { } records && bound > records)
        {
            return $"the loss bound is {bound} records now; the ceiling is {records}.";
        }

        return loss is not null && ceiling.Exposure is { } exposure && loss.Exposure.Span > exposure
            ? $"the exposure is {Durations.Text(loss.Exposure.Span)} now; the ceiling is {Durations.Text(exposure)}."
            : null;
    }
}
