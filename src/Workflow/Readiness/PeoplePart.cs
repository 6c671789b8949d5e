using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Readiness;

/// <summary>25 points: two people can be reached for each role that must approve, and the roles can be filled by different people, with one left to propose.</summary>
internal static class PeoplePart
{
    internal static ReadinessPart Of(ReadinessFacts facts)
    {
        var chains = facts.Roles.ToDictionary(r => r, facts.Chain);
        List<ReadinessItem> items = [.. chains.Select(c => Role(c.Key, c.Value)), Together(facts, chains)];
        return new ReadinessPart("people", 25, items, items.Count);
    }

    private static ReadinessItem Role(Role role, IReadOnlyList<Callee> chain)
    {
        var name = Words.Of(role);
        var reached = chain.Where(c => c.Reachable == true).ToList();
        var others = chain.Where(c => c.Reachable != true).ToList();
        var rest = others.Count == 0 ? "" : $"; not {string.Join(", ", others.Select(c => c.InWords))}";
        var action = $"give {name} a second person who can be reached (People:List, or a deputy in People:Chains)";
        return reached.Count >= 2 ? ReadinessItem.Good(name, $"{reached.Count} reachable: {string.Join(", ", reached.Select(c => c.InWords))}{rest}")
            : reached.Count == 1 ? ReadinessItem.Weak(name, $"only {reached[0].InWords}{rest}", action)
            : others.Exists(c => c.Reachable is null) ? ReadinessItem.Unknown(name, $"nobody of whom it is known{rest}", $"let a chat tell whom it knows, and give {name} two people who can be reached")
            : ReadinessItem.Missing(name, $"nobody can be reached{rest}", $"give {name} two people who can be reached (People:List, People:Chains)");
    }

    private static ReadinessItem Together(ReadinessFacts facts, Dictionary<Role, IReadOnlyList<Callee>> chains)
    {
        const string name = "all roles at once";
        var worst = facts.Modes.Select(m => (Mode: m, Short: Staffing.Short(facts, m, chains))).OrderByDescending(m => m.Short).FirstOrDefault();
        return worst.Short switch
        {
            0 => ReadinessItem.Good(name, "different people can fill them, with one left to propose"),
            1 => ReadinessItem.Weak(name, $"{Words.Of(worst.Mode)} lacks one person: one person fills one role, and who proposes fills none", "let one more person be reached who may fill a role or propose"),
            _ => ReadinessItem.Missing(name, $"{Words.Of(worst.Mode)} lacks {worst.Short} people: one person fills one role, and who proposes fills none", $"let {worst.Short} more people be reached"),
        };
    }
}
