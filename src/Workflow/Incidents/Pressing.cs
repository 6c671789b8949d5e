using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;

namespace IncidentBot.Workflow.Incidents;

/// <summary>The press: everything is looked at again, and then the point of no return is recorded before anything irreversible is called.</summary>
internal static class Pressing
{
    internal static Refusal? Press(Deciding deciding, IncidentCommand.Press command)
    {
        // Authority was reviewed for this very moment already: had a ceiling been exceeded, the failover would be held by now.
        if (Decide.Unless(deciding, FailoverTrigger.Press, Remedy(deciding.Failover)) is { } refusal)
        {
            return refusal;
        }

        var loss = Outlook.LossAt(deciding.Incident, deciding.Now);
        var gates = Outlook.GatesAt(deciding.Situation, deciding.Now);
        var reasons = new List<string>();
        var phrase = PressPhrase.Read(command.Typed, deciding.Plan.Target, reasons);
        if (Outlook.DrainOf(deciding.Incident) is { } drain)
        {
            Drained(drain, phrase, reasons);
        }
        else if (phrase is not null)
        {
            Bound(deciding, phrase, loss, reasons);
        }

        Digest(deciding, reasons);
        Approvals(deciding, reasons);
        StepUp(deciding, reasons);
        reasons.AddRange(gates.Where(g => g.Verdict != GateVerdict.Open && !Waivers.Enough(deciding, g))
            .Select(g => $"{g.Gate} is {Words.Of(g.Verdict)}: {string.Join(" ", g.Reasons)}"));

        if (reasons.Count > 0)
        {
            deciding.Emit(new IncidentEvent.PressRefused(command.Typed, reasons, gates));
            return new Refusal("press-refused", reasons, Outlook.BoundToType(deciding.Incident, deciding.Now) is { } bound
                ? [$"`press {PressPhrase.For(deciding.Plan.Target, bound)}` is the phrase for the loss as it is now."]
                : [$"`press {PressPhrase.For(deciding.Plan.Target, null)}`, if every approval accepts an unknown loss."]);
        }

        deciding.Emit(new IncidentEvent.PointOfNoReturn(
            command.Typed, phrase!.Bound, loss, deciding.Failover.Proposal!.Digest, deciding.Failover.Epoch, deciding.Failover.Approvals, gates,
            [.. deciding.Incident.Readings.Values.OrderBy(r => r.Id, StringComparer.Ordinal)])
        {
            BreakGlass = deciding.Failover.Glass.Where(g => g.IsConfirmed).ToList() is { Count: > 0 } glass ? glass : null,
        });
        return null;
    }

    /// <summary>A planned switchover loses nothing, measured, or it is not pressed: no ceiling and no waiver stands in for the drain.</summary>
    private static void Drained(Drain drain, PressPhrase? phrase, List<string> reasons)
    {
        reasons.AddRange(drain.Reasons);
        if (phrase is { Bound: not 0 })
        {
            reasons.Add("A planned switchover loses nothing: type LOSE 0. A move that may lose data takes another failure mode.");
        }
    }

    private static void Bound(Deciding deciding, PressPhrase phrase, Loss? loss, List<string> reasons)
    {
        if (phrase.Bound is not { } typed)
        {
            if (loss?.Bound is { } known)
            {
                reasons.Add($"The loss bound is known: {known} records. Type it.");
            }

            if (deciding.Failover.Ceilings.Any(c => !c.LossUnknown))
            {
                reasons.Add("Not every approval accepts an unknown loss.");
            }

            return;
        }

        if (loss?.Bound is not { } bound)
        {
            reasons.Add("The loss bound is unknown now: a number cannot be promised.");
            return;
        }

        if (typed < bound)
        {
            reasons.Add($"The loss bound is {bound} records now; you typed {typed}.");
        }

        var lowest = deciding.Failover.Ceilings.Min(c => c.Records);
        if (typed > lowest)
        {
            reasons.Add($"You typed {typed} records; the lowest ceiling is {lowest}.");
        }
    }

    private static void Digest(Deciding deciding, List<string> reasons)
    {
        var proposal = deciding.Failover.Proposal!;
        var now = ProposalDigest.Of(deciding.Plan, proposal.Mode, proposal.Epoch, proposal.Id, proposal.SnapshotHash);
        if (now != proposal.Digest || ProposalDigest.Of(proposal.Snapshot) != proposal.SnapshotHash)
        {
            reasons.Add("What would run is not what was approved: the digests differ.");
        }
    }

    private static void Approvals(Deciding deciding, List<string> reasons)
    {
        var failover = deciding.Failover;
        reasons.AddRange(Outlook.MissingRoles(failover).Select(r => $"No approval by {Words.Of(r)}."));
        if (failover.Approvals.Select(a => a.By.Person).Distinct().Count() != failover.Approvals.Count
            || failover.Approvals.Any(a => a.By.Person == failover.Proposal!.By.Person))
        {
            reasons.Add("The approvals are not by distinct persons other than the proposer.");
        }
    }

    private static void StepUp(Deciding deciding, List<string> reasons)
    {
        if (deciding.Plan.StepUp == true && !deciding.Actor.HasSteppedUp(deciding.Now))
        {
            reasons.Add("The plan asks for a one-time code with the press: write `CODE 123456` after the phrase, with the six digits of your authenticator.");
        }
    }

    private static string Remedy(FailoverRecord failover) => failover.State switch
    {
        FailoverState.Held => "Approve again: the steps are then verified again, and the failover is armed.",
        FailoverState.Approved => "`prepare` comes first.",
        FailoverState.Halted => "`retry` or `skip` the step that failed, or `abort`.",
        FailoverState.Preparing => "Wait until it is armed.",
        _ => "The card shows what is possible now.",
    };
}
