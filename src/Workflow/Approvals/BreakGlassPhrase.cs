using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>The typed phrase: <c>BREAK GLASS checkout data-owner G2</c>, the service and then every role and gate that it stands in for.</summary>
public sealed record BreakGlassPhrase(IReadOnlyList<Role> Roles, IReadOnlyList<GateId> Gates)
{
    /// <summary>The phrase to type.</summary>
    public static string For(string service, IEnumerable<Role> roles, IEnumerable<GateId> gates) =>
        string.Join(' ', ["BREAK", "GLASS", service, .. roles.Select(Words.Of), .. gates.Select(g => g.ToString())]);

    /// <summary>Reads what was typed; null, with every reason added, if it is not a phrase for this service.</summary>
    /// <remarks>Capitals do not matter, spaces may repeat, and the names come in any order, each once.</remarks>
    public static BreakGlassPhrase? Read(string typed, string service, List<string> reasons)
    {
        var words = typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var before = reasons.Count;
        if (words is not [var first, var second, var named, .. var rest] || !Is(first, "BREAK") || !Is(second, "GLASS"))
        {
            reasons.Add($"The phrase is `BREAK GLASS {service}` and then every role and gate that it stands in for.");
            return null;
        }

        if (!Is(named, service))
        {
            reasons.Add($"You typed the service '{named}'; this incident is about {service}.");
        }

        var (roles, gates) = (new List<Role>(), new List<GateId>());
        foreach (var word in rest)
        {
            var known = Words.TryRead<Role>(word, out var role) ? Once(roles, role)
                : Enum.TryParse<GateId>(word, true, out var gate) && Enum.IsDefined(gate) && char.IsAsciiLetter(word[0]) ? Once(gates, gate)
                : (bool?)null;
            if (known != true)
            {
                reasons.Add(known is null ? $"'{word}' is neither a role nor a gate." : $"{word} is named twice.");
            }
        }

        if (rest.Length == 0)
        {
            reasons.Add("Name every role and every gate that it stands in for.");
        }

        return reasons.Count == before ? new BreakGlassPhrase([.. roles.Order()], [.. gates.Order()]) : null;
    }

    internal bool IsOf(BreakGlass glass) => Roles.SequenceEqual(glass.Roles) && Gates.SequenceEqual(glass.Gates);

    private static bool Is(string word, string expected) => string.Equals(word, expected, StringComparison.OrdinalIgnoreCase);

    private static bool? Once<T>(List<T> named, T value)
    {
        if (named.Contains(value))
        {
            return false;
        }

        named.Add(value);
        return true;
    }
}
