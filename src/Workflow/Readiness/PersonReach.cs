using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Readiness;

/// <summary>Whether the bot could reach a person at all, apart from whether they are awake.</summary>
/// <param name="Account">Whether some chat knows them; null: no chat can tell.</param>
/// <param name="Codes">Whether they have one-time codes.</param>
public sealed record PersonReach(bool? Account, bool Codes);

/// <summary>One person of a role's chain, and what stands between the bot and them.</summary>
/// <param name="Position">From 1; those of one position are called together.</param>
/// <param name="Reachable">Null: nobody can tell.</param>
/// <param name="Why">Why not, or why nobody can tell; null exactly for a person who can be reached.</param>
public sealed record Callee(Person Person, Stead? Stead, int Position, bool? Reachable, string? Why)
{
    /// <summary>"Elin Berg (deputy)", with the reason where they cannot be reached.</summary>
    public string InWords => Person.Name + (Stead, Why) switch
    {
        (null, null) => "",
        ({ } stead, null) => $" ({Words.Of(stead)})",
        (null, { } why) => $" ({why})",
        ({ } stead, { } why) => $" ({Words.Of(stead)}; {why})",
    };
}

/// <summary>Whom the bot would call for a role today: holders, then deputies, then the duty executive, nobody twice.</summary>
public static class RoleReach
{
    /// <summary>The chain in order; those who are listed for the role and cannot be called are in it with the reason.</summary>
    /// <param name="codes">Whether a holder of this role needs one-time codes, because they press.</param>
    public static IReadOnlyList<Callee> Of(Role role, Roster people, IReadOnlyDictionary<string, PersonReach> reach, bool codes)
    {
        var groups = ApprovalPolicy.FilledBy(role).Select(r => (Who: people.All.Where(p => p.Roles.Contains(r)).OrderBy(p => p.Id, StringComparer.Ordinal).ToList(), Stead: (Stead?)null))
            .Concat((people.ChainOf(role)?.Deputies ?? []).Select(id => (Who: Known(people, id), Stead: (Stead?)Stead.Deputy)))
            .Append((Known(people, people.DutyExecutive), Stead.DutyExecutive));
        var (seen, chain) = (new HashSet<string>(StringComparer.Ordinal), new List<Callee>());
        foreach (var (who, stead) in groups)
        {
            // A position that holds nobody who can be called is passed over at once.
            var position = chain.Where(c => c.Reachable != false).Select(c => c.Position).DefaultIfEmpty(0).Max() + 1;
            chain.AddRange(who.Where(p => seen.Add(p.Id)).Select(p => Seen(p, stead, position, reach.GetValueOrDefault(p.Id), codes)));
        }

        return chain;
    }

    private static List<Person> Known(Roster people, string? id) => id is not null && people.Find(id) is { } person ? [person] : [];

    private static Callee Seen(Person person, Stead? stead, int position, PersonReach? reach, bool codes) =>
        !person.Active ? new Callee(person, stead, position, false, "deactivated")
        : person.Guest ? new Callee(person, stead, position, false, "a guest")
        : reach?.Account == false ? new Callee(person, stead, position, false, "no account on any chat")
        : codes && stead is null && reach?.Codes != true ? new Callee(person, stead, position, false, "no one-time codes")
        : reach?.Account is null ? new Callee(person, stead, position, null, "no chat tells whether they have an account")
        : new Callee(person, stead, position, true, null);
}
