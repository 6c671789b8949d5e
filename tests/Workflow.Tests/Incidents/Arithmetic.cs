using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>A reader of filled formulae who knows + - × /, ceil, max and brackets, seconds and minutes, and nothing of the product.</summary>
internal sealed partial class Arithmetic(string formula)
{
    private readonly string[] words = [.. Words().Matches(Plain(formula)).Select(m => m.Value)];
    private int at;

    internal decimal Result() => Sum() is var result && at == words.Length ? result : throw new FormatException(formula);

    private decimal Sum()
    {
        var sum = Product();
        while (at < words.Length && words[at] is "+" or "-")
        {
            sum = words[at++] == "+" ? sum + Product() : sum - Product();
        }

        return sum;
    }

    private decimal Product()
    {
        var product = Single();
        while (at < words.Length && words[at] is "×" or "/")
        {
            product = words[at++] == "×" ? product * Single() : product / Single();
        }

        return product;
    }

    private decimal Single()
    {
        var word = words[at++];
        if (word is "ceil" or "max" or "(")
        {
            at += word == "(" ? 0 : 1;
            var first = Sum();
            var result = word == "ceil" ? Math.Ceiling(first) : first;
            if (words[at++] == ",")
            {
                result = Math.Max(first, Sum());
                at++;
            }

            return result;
        }

        return decimal.Parse(word, CultureInfo.InvariantCulture);
    }

    /// <summary>Units are taken off; minutes and hours become seconds.</summary>
    private static string Plain(string formula)
    {
        var text = Thousands().Replace(formula, "");
        text = Span().Replace(text, m => string.Create(CultureInfo.InvariantCulture,
            $"{(Part(m, 1) * 3600) + (Part(m, 2) * 60) + Part(m, 3)}"));
        return Units().Replace(text, "");
    }

    private static decimal Part(Match match, int group) =>
        match.Groups[group].Success ? decimal.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"ceil|max|[()+×/,-]|[0-9.]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<=[0-9]),(?=[0-9]{3})")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"(?:([0-9]+) h ?)?(?:([0-9]+) min ?)?(?:([0-9.]+) s\b)|(?:([0-9]+) h ?)(?:([0-9]+) min)?|([0-9]+) min")]
    private static partial Regex Span();

    [GeneratedRegex(@"/s| USD| EUR")]
    private static partial Regex Units();
}
