using System.Text.RegularExpressions;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>Recognises, by other words than the product's guard, a text that claims that nothing was lost. No failover of a soak may say so.</summary>
internal static partial class Claims
{
    internal static bool ThatNothingWasLost(string text) => Claim().IsMatch(text);

    [GeneratedRegex(@"\b(no|zero|without( any)?)\s+(data|records?|writes?|orders?)\s+(\w+\s+)?(loss|lost)\b|\bnothing\s+(was|is|has\s+been|will\s+be)\s+lost\b|\ball\s+(data|writes|records)\s+(are|is|were)\s+(safe|kept)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Claim();
}
