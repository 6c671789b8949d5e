using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Incidents;

/// <summary>The typed phrase of the press: <c>PROMOTE eu-west-1 LOSE 4200</c>, or <c>LOSE UNKNOWN</c>. The number is a bound, not a guess.</summary>
/// <param name="Bound">Records; null for UNKNOWN.</param>
public sealed partial record PressPhrase(long? Bound)
{
    /// <summary>The phrase to type for a target and a loss bound.</summary>
    public static string For(string target, long? bound) =>
        $"PROMOTE {target} LOSE {bound?.ToString(CultureInfo.InvariantCulture) ?? "UNKNOWN"}";

    /// <summary>Reads what was typed; null, with the reasons added, if it is not the phrase for this target.</summary>
    /// <remarks>Capitals do not matter, spaces may repeat, and the number may have separators (4,200 or 4 200).</remarks>
    public static PressPhrase? Read(string typed, string target, List<string> reasons)
    {
        var match = Shape().Match(typed.Trim());
        if (!match.Success)
        {
            reasons.Add($"The phrase is `{For(target, 4200)}` with the loss that you accept, or `LOSE UNKNOWN`.");
            return null;
        }

        var named = match.Groups["target"].Value;
        if (!string.Equals(named, target, StringComparison.OrdinalIgnoreCase))
        {
            reasons.Add($"You typed the region '{named}'; the plan promotes {target}.");
            return null;
        }

        var number = match.Groups["bound"].Value;
        if (string.Equals(number, "UNKNOWN", StringComparison.OrdinalIgnoreCase))
        {
            return new PressPhrase((long?)null);
        }

        if (long.TryParse(number.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal),
            NumberStyles.None, CultureInfo.InvariantCulture, out var bound))
        {
            return new PressPhrase(bound);
        }

        reasons.Add($"'{number}' is not a number of records.");
        return null;
    }

    [GeneratedRegex(@"^PROMOTE\s+(?<target>\S+)\s+LOSE\s+(?<bound>UNKNOWN|\d[\d, ]*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
