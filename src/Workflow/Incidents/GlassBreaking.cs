using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Two persons standing in for absent ones: the first opens, the second confirms, and every limit is looked at both times.</summary>
internal static class GlassBreaking
{
    internal static Refusal? Break(Deciding deciding, IncidentCommand.BreakGlass command)
    {
        if (deciding.Failover is not { IsOpenToVotes: true, Proposal: not null })
        {
            return Refusal.Because("nothing-proposed", "Nothing is open for approval.", "`propose` puts a failover to the vote.");
        }

        var reasons = new List<string>();
        var phrase = BreakGlassPhrase.Read(command.Typed, deciding.Incident.Service, reasons);
        var open = deciding.Failover.Glass.FirstOrDefault(g => !g.IsConfirmed);
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            reasons.Add("Breaking glass needs a reason.");
        }

        Persons(deciding, open, reasons);
        if (phrase is not null)
        {
            reasons.AddRange(WhyNot(deciding, phrase, open?.Reason ?? command.Reason));
            if (open is not null && !phrase.IsOf(open))
            {
                reasons.Add($"{open.OpenedBy.Name} opened it for {open.Names()}: confirm exactly that, or wait until {Durations.Clock(open.ConfirmBy)}, when it lapses.");
            }
        }

        var ceiling = open?.Ceiling ?? new Ceiling(command.Records, command.Exposure, command.LossUnknown);
        reasons.AddRange(Voting.Ceilings(deciding, ceiling, "Break-glass"));
        if (reasons.Count > 0)
        {
            return new Refusal("break-glass", reasons, Remedies(deciding, open));
        }

        if (open is null)
        {
            deciding.Emit(new IncidentEvent.BreakGlassOpened(new BreakGlass(
                deciding.Incident.Glasses + 1, deciding.Failover.Proposal.Digest, phrase!.Roles, phrase.Gates, command.Records, command.Exposure,
                command.LossUnknown, command.Reason, deciding.Actor, deciding.Now, deciding.Now + BreakGlass.ConfirmLimit)));
            return null;
        }

        deciding.Emit(new IncidentEvent.BreakGlassConfirmed(open.Number, command.Reason, deciding.Now + deciding.Plan.ApprovalExpiry));
        Voting.Complete(deciding);
        return null;
    }

    /// <summary>Whether a confirmed break-glass record stands in for a gate's waiver.</summary>
    internal static bool StandsInFor(FailoverRecord failover, PlanGate gate) =>
        GlassLimits.WhyNever(gate) is null && failover.Glass.Any(g => g.IsConfirmed && g.Gates.Contains(gate.Id));

    /// <summary>Removes every record that counts no longer, and says why.</summary>
    internal static IReadOnlyList<string> Review(Deciding deciding)
    {
        var reasons = new List<string>();
        foreach (var glass in deciding.Failover.Glass)
        {
            if (WhyLost(deciding, glass) is { } why)
            {
                reasons.Add($"Break-glass for {glass.Names()}: {why}");
                deciding.EmitAsBot(new IncidentEvent.BreakGlassLost(glass.Number, why));
            }
        }

        return reasons;
    }

    /// <summary>When records lapse by time alone (UTC).</summary>
    internal static IEnumerable<DateTimeOffset?> Moments(FailoverRecord failover) =>
        failover.IsOpenToVotes ? failover.Glass.Select(g => (DateTimeOffset?)(g.Expires ?? g.ConfirmBy)) : [];

    private static string? WhyLost(Deciding deciding, BreakGlass glass)
    {
        var proposal = deciding.Failover.Proposal!;
        if (glass.Digest != proposal.Digest)
        {
            return "it was meant for another proposal.";
        }

        if (deciding.Now >= (glass.Expires ?? glass.ConfirmBy))
        {
            return glass.IsConfirmed ? $"it expired at {Durations.Clock(glass.Expires!.Value)}." : "no second person confirmed it in time.";
        }

        if (deciding.Behind is { } behind && deciding.Stood(glass))
        {
            return Authority.ClockBehind(behind);
        }

        if (deciding.Incident.Mode != proposal.Mode)
        {
            return $"the failure mode changed from {Words.Of(proposal.Mode)} to {Words.Of(deciding.Incident.Mode)}.";
        }

        var persons = new[] { glass.OpenedBy, glass.ConfirmedBy }.OfType<Actor>().ToList();
        if (persons.FirstOrDefault(p => deciding.People.Find(p.Person) is not { Active: true, Guest: false }) is { } gone)
        {
            return $"{gone.Name} is deactivated, a guest, or gone from the directory.";
        }

        return !glass.IsConfirmed ? null
            : !persons.Any(p => IsCommander(deciding, p.Person)) ? "neither of the two is the commander any more."
            : Authority.WhyExceeded(deciding.Incident, deciding.Now, glass.Ceiling);
    }

    private static void Persons(Deciding deciding, BreakGlass? open, List<string> reasons)
    {
        if (open is null)
        {
            return;
        }

        if (open.OpenedBy.Person == deciding.Actor.Person)
        {
            reasons.Add("You opened it: a second person must confirm.");
        }

        if (!IsCommander(deciding, open.OpenedBy.Person) && !IsCommander(deciding, deciding.Actor.Person))
        {
            reasons.Add("One of the two must be the commander.");
        }
    }

    private static List<string> WhyNot(Deciding deciding, BreakGlassPhrase phrase, string reason)
    {
        var reasons = new List<string>();
        var proposal = deciding.Failover.Proposal!;
        if (deciding.Incident.Mode != proposal.Mode)
        {
            reasons.Add($"It was proposed for {Words.Of(proposal.Mode)}; the failure mode is {Words.Of(deciding.Incident.Mode)} now.");
        }

        var gates = phrase.Gates.Select(deciding.Plan.Gate).OfType<PlanGate>().ToList();
        reasons.AddRange(phrase.Gates.Where(g => deciding.Plan.Gate(g) is null).Select(g => $"{g} is not a gate of the plan."));
        var results = Outlook.GatesAt(deciding.Situation, deciding.Now);
        foreach (var gate in gates)
        {
            reasons.AddRange(WhyNot(gate, results.First(r => r.Gate == gate.Id), phrase, reason));
        }

        var missing = Outlook.MissingRoles(deciding.Failover);
        foreach (var role in phrase.Roles)
        {
            var word = Words.Of(role);
            if (!missing.Contains(role) && !gates.Any(g => GlassLimits.Absent(g).Contains(role)))
            {
                reasons.Add(proposal.Required.Contains(role) ? $"{word} has approved." : $"{word} is not needed: neither to approve nor for a gate that you name.");
            }
            else if (deciding.Failover.Calls.FirstOrDefault(c => c.Role == role) is not { } calls)
            {
                reasons.Add($"{word} has not been called yet: `call {word}`.");
            }
            else if (calls.AnsweredAt is not null)
            {
                reasons.Add($"{word} has answered.");
            }
            else if (calls.ExhaustedAt is null)
            {
                reasons.Add($"The chain of {word} is not exhausted before {Durations.Clock(calls.LastWordBy())}. {Calling.Asked(calls)}");
            }
        }

        return reasons;
    }

    private static IEnumerable<string> WhyNot(PlanGate gate, GateResult result, BreakGlassPhrase phrase, string reason)
    {
        if (GlassLimits.WhyNever(gate) is { } never)
        {
            yield return never;
            yield break;
        }

        if (result.Verdict == GateVerdict.Open)
        {
            yield return $"{gate.Id} is open: there is nothing to stand in for.";
        }

        foreach (var role in GlassLimits.Absent(gate).Except(phrase.Roles))
        {
            yield return $"{gate.Id} is waived by {Words.Of(role)} too: name {Words.Of(role)}, who must be absent, or have them waive it.";
        }

        if (gate.Id == GateId.G5 && !reason.Contains(Waivers.SplitBrain, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"Passing G5 accepts that both regions may take writes: the reason must contain the word '{Waivers.SplitBrain}'.";
        }
    }

    private static bool IsCommander(Deciding deciding, string person) =>
        deciding.Incident.Holds(person, Role.Commander) && deciding.People.Find(person)?.MayTake(Role.Commander) == true;

    private static IReadOnlyList<string> Remedies(Deciding deciding, BreakGlass? open)
    {
        if (open is not null)
        {
            return [$"A second person types `break-glass {BreakGlassPhrase.For(deciding.Incident.Service, open.Roles, open.Gates)} because ...`."];
        }

        var absent = deciding.Failover.Calls.Where(c => c is { AnsweredAt: null, ExhaustedAt: not null }).Select(c => c.Role).Order().ToList();
        return absent.Count == 0
            ? ["Break-glass is possible once a chain is exhausted; until then the bot goes on calling."]
            : [$"`break-glass {BreakGlassPhrase.For(deciding.Incident.Service, absent, [])} 4200 records 90s because ...` names who is absent; add the gates that it must pass."];
    }
}
