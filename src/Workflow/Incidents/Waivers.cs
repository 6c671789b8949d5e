using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Who may waive which gate, one by one with a reason; and whether the waivers given are enough.</summary>
internal static class Waivers
{
    /// <summary>What waiving the fence must say, so that nobody waives it by habit.</summary>
    internal const string SplitBrain = "split-brain";

    internal static Refusal? Check(Deciding deciding, GateResult result, IncidentCommand.Waive command, out Role role)
    {
        role = default;
        var gate = deciding.Plan.Gate(command.Gate)!;
        if (GateWaivers.NobodyMay(gate))
        {
            return Refusal.Because("nobody", $"{gate.Id} is waived by nobody{(gate.Waivers is { Count: 0 } ? ": the plan closes it" : "")}.", "Open it, or `abort`.");
        }

        if (gate.Id == GateId.G9 && WrongName(result, command.Subject) is { } wrong)
        {
            return wrong;
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return Refusal.Because("no-reason", "A waiver needs a reason.", $"`waive {gate.Id}{(gate.Id == GateId.G9 ? $" {command.Subject}" : "")} because ...`");
        }

        if (gate.Id == GateId.G5 && !command.Reason.Contains(SplitBrain, StringComparison.OrdinalIgnoreCase))
        {
            return Refusal.Because("split-brain", $"Waiving G5 accepts that both regions may take writes: the reason must contain the word '{SplitBrain}'.",
                "`waive G5 we accept split-brain because ...`");
        }

        if (gate is { Id: GateId.G4, Waivers: null })
        {
            if (deciding.Failover.Approvals.FirstOrDefault(a => a.By.Person == deciding.Actor.Person && Covers(deciding, a)) is not { } approval)
            {
                return Refusal.Because("ceiling", "G4 is waived by an approver whose ceiling covers the loss bound.", "`approve` with a ceiling that covers it first.");
            }

            role = approval.Role;
            return null;
        }

        return ByRole(deciding, gate, command.Subject, out role);
    }

    /// <summary>Whether a gate that is not open has been waived by everyone the table and the plan name, each another person; G9 for each dependency that does not answer.</summary>
    internal static bool Enough(Deciding deciding, GateResult result)
    {
        var gate = deciding.Plan.Gate(result.Gate)!;
        return result.Gate == GateId.G9
            ? result.NotOpen is { Count: > 0 } names && names.All(n => Enough(deciding, gate, n))
            : Enough(deciding, gate, null);
    }

    internal static bool Enough(Deciding deciding, PlanGate gate, string? subject)
    {
        if (GateWaivers.NobodyMay(gate))
        {
            return false;
        }

        if (GlassBreaking.StandsInFor(deciding.Failover, gate))
        {
            return true;
        }

        var given = deciding.Failover.Waivers.Where(w => w.Gate == gate.Id && w.Subject == subject).ToList();
        if (gate is { Id: GateId.G4, Waivers: null })
        {
            return given.Any(w => deciding.Failover.Approvals.Any(a => a.By.Person == w.By.Person && Covers(deciding, a)));
        }

        var roles = GateWaivers.Of(gate);
        return roles.All(r => given.Any(w => w.Role == r && InRole(deciding, gate.Id, w.By.Person, r)))
            && given.Where(w => roles.Contains(w.Role) && InRole(deciding, gate.Id, w.By.Person, w.Role)).Select(w => w.By.Person).Distinct().Count() >= roles.Count;
    }

    private static Refusal? ByRole(Deciding deciding, PlanGate gate, string? subject, out Role role)
    {
        role = default;
        var roles = GateWaivers.Of(gate);
        if (deciding.Failover.Waivers.Any(w => w.Gate == gate.Id && w.Subject == subject && w.By.Person == deciding.Actor.Person && InRole(deciding, gate.Id, w.By.Person, w.Role)))
        {
            return Refusal.Because("waived-already", $"You have waived {gate.Id}{(subject is null ? "" : $" for {subject}")} already.",
                roles.Count > 1 ? $"It takes {string.Join(" and ", roles.Select(Words.Of))}, as many persons." : "`press` when the rest is open.");
        }

        foreach (var candidate in roles)
        {
            if (InRole(deciding, gate.Id, deciding.Actor.Person, candidate) && !Given(deciding, gate.Id, subject, candidate))
            {
                role = candidate;
                return null;
            }
        }

        return Refusal.Because("role-needed", $"{gate.Id} is waived by {string.Join(" and ", roles.Select(Words.Of))}.");
    }

    private static Refusal? WrongName(GateResult result, string? subject)
    {
        var names = result.NotOpen ?? [];
        return names.Contains(subject) ? null
            : Refusal.Because("name-it", subject is { Length: > 0 }
                ? $"'{subject}' is no dependency that fails now: {string.Join(", ", names)}."
                : $"G9 is waived for one dependency at a time: {string.Join(", ", names)}.", $"`waive G9 {(names.Count > 0 ? names[0] : "NAME")} because ...`");
    }

    private static bool Covers(Deciding deciding, Approval approval) =>
        Authority.WhyExceeded(deciding.Incident, deciding.Now, approval.Ceiling) is null;

    /// <summary>A waiver by someone who has lost the role since counts no longer, and stands in nobody's way.</summary>
    private static bool Given(Deciding deciding, GateId gate, string? subject, Role role) =>
        deciding.Failover.Waivers.Any(w => w.Gate == gate && w.Subject == subject && w.Role == role && InRole(deciding, gate, w.By.Person, role));

    /// <summary>Holds the role, or has approved in its stead; whether the data are sound only the role's own holders say.</summary>
    private static bool InRole(Deciding deciding, GateId gate, string person, Role role) =>
        (deciding.Incident.Holds(person, role) && deciding.People.Find(person)?.MayTake(role) == true)
        || deciding.Failover.Approvals.Any(a => a.By.Person == person && a.Role == role && a.Stead is not null && gate != GateId.G3);
}
