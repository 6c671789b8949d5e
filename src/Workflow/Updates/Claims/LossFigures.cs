using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>Finds numbers of lost records in a text and compares them with the facts: "at most 100 records are lost" when the bound is 4,200.</summary>
/// <remarks>
/// Reads digits with separators, "k" and the words thousand and million, in front of records, writes, orders, transactions or rows, in a sentence
/// that speaks of loss. The largest such number of a sentence counts. "At least" and "more than" give no bound. Figures in words are not read.
/// </remarks>
internal static partial class LossFigures
{
    /// <summary>The first figure that is smaller than <paramref name="stated"/>, or any figure if nothing is known; null if all is well.</summary>
    internal static string? Find(FoldedText reading, long? stated)
    {
        foreach (Match sentence in ClaimSentences.Pattern.Matches(reading.Text))
        {
            if (!Loss().IsMatch(sentence.Value))
            {
                continue;
            }

            var figures = Figure().Matches(sentence.Value)
                .Where(m => !m.Groups["floor"].Success)
                .Select(m => (Match: m, Value: Read(m)))
                .ToList();
            if (figures.Count > 0 && figures.MaxBy(f => f.Value) is var largest && (stated is null || largest.Value < stated))
            {
                var start = sentence.Index + largest.Match.Index;
                return reading.Original(start, start + largest.Match.Length);
            }
        }

        return null;
    }

    private static decimal Read(Match figure)
    {
        var scale = figure.Groups["scale"].Value switch { "k" or "thousand" => 1_000m, "m" or "million" => 1_000_000m, _ => 1m };
        var digits = figure.Groups["digits"].Value;
        // "4.2 thousand" has decimals; "4.200" and "4,200" have groups of three.
        var text = Grouped().IsMatch(digits) ? digits.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal) : digits.Replace(',', '.');
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= decimal.MaxValue / scale
            ? value * scale
            : decimal.MaxValue;
    }

    [GeneratedRegex(@"\b(?:lost|lose|loses|losing|loss|losses|missing|gone|at risk|affected)\b")]
    private static partial Regex Loss();

    [GeneratedRegex(@"(?<![\w.,])(?:(?<floor>at least|more than|over|above|minimum of) )?(?<digits>\d{1,24}(?:[.,]\d{1,24}){0,6}) ?(?<scale>k|m|thousand|million)? (?:(?!clock|at|between|from|utc)[a-z]+ ){0,3}?(?:records?|writes?|orders?|transactions?|rows?)\b")]
    private static partial Regex Figure();

    [GeneratedRegex(@"^\d{1,3}(?:[.,]\d{3})+$")]
    private static partial Regex Grouped();
}
