using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Who may waive which gate, one by one with a reason; and whether the waivers given are enough.</summary>
internal static class Waivers
{
    /// <summary>What waiving the fence must say, so that nobody waives it by habit.</summary>
    internal const string SplitBrain = "split-brain";

    internal static Refusal? Check(Deciding deciding, GateId gate, string reason, out Role role)
    {
        role = default;
        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Because("no-reason", "A waiver needs a reason.", $"`waive {gate} because ...`");
        }

        if (gate == GateId.G5 && !reason.Contains(SplitBrain, StringComparison.OrdinalIgnoreCase))
        {
            return Refusal.Because("split-brain", $"Waiving G5 accepts that both regions may take writes: the reason must contain the word '{SplitBrain}'.",
                "`waive G5 we accept split-brain because ...`");
        }

        if (gate == GateId.G4)
        {
            if (deciding.Failover.Approvals.FirstOrDefault(a => a.By.Person == deciding.Actor.Person && Covers(deciding, a)) is not { } approval)
            {
                return Refusal.Because("ceiling", "G4 is waived by an approver whose ceiling covers the loss bound.", "`approve` with a ceiling that covers it first.");
            }

            role = approval.Role;
            return null;
        }

        var roles = ApprovalPolicy.Waivers(gate);
        if (deciding.Failover.Waivers.Any(w => w.Gate == gate && w.By.Person == deciding.Actor.Person && InRole(deciding, w.By.Person, w.Role)))
        {
            return Refusal.Because("waived-already", $"You have waived {gate} already.",
                roles.Count > 1 ? $"It takes {string.Join(" and ", roles.Select(Words.Of))}, two persons." : "`press` when the rest is open.");
        }

        foreach (var candidate in roles)
        {
            if (InRole(deciding, deciding.Actor.Person, candidate) && !Given(deciding, gate, candidate))
            {
                role = candidate;
                return null;
            }
        }

        return Refusal.Because("role-needed", $"{gate} is waived by {string.Join(" and ", roles.Select(Words.Of))}.");
    }

    /// <summary>Whether a gate that is not open has been waived by everyone the table names, each another person.</summary>
    internal static bool Enough(Deciding deciding, GateId gate)
    {
        var given = deciding.Failover.Waivers.Where(w => w.Gate == gate).ToList();
        if (gate == GateId.G4)
        {
            return given.Any(w => deciding.Failover.Approvals.Any(a => a.By.Person == w.By.Person && Covers(deciding, a)));
        }

        var roles = ApprovalPolicy.Waivers(gate);
        return roles.All(r => given.Any(w => w.Role == r && InRole(deciding, w.By.Person, r)))
            && given.Where(w => roles.Contains(w.Role) && InRole(deciding, w.By.Person, w.Role)).Select(w => w.By.Person).Distinct().Count() >= roles.Count;
    }

    private static bool Covers(Deciding deciding, Approval approval) =>
        Authority.WhyExceeded(Outlook.LossAt(deciding.Incident, deciding.Now), approval) is null;

    /// <summary>A waiver by someone who has lost the role since counts no longer, and stands in nobody's way.</summary>
    private static bool Given(Deciding deciding, GateId gate, Role role) =>
        deciding.Failover.Waivers.Any(w => w.Gate == gate && w.Role == role && InRole(deciding, w.By.Person, role));

    private static bool InRole(Deciding deciding, string person, Role role) =>
        deciding.Incident.Holds(person, role) && deciding.People.Find(person)?.MayTake(role) == true;
}
