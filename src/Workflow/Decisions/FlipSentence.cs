using System.Globalization;
using IncidentBot.Workflow.Decisions.Explaining;

namespace IncidentBot.Workflow.Decisions;

/// <summary>What a flip point means, in words that leave the decision to people.</summary>
internal static class FlipSentence
{
    /// <summary>A percentage only where 0 &lt; p* &lt; 1 and the denominator is positive; else the sentence of that case.</summary>
    internal static string Of(decimal above, decimal below, decimal now, decimal later, TimeSpan wait, string currency)
    {
        var span = Amounts.Exact(wait);
        return below <= 0
                ? $"Whether it recovers within {span} makes no difference to the cost of waiting; going now costs {Amounts.Rounded(now, currency)}, going then {Amounts.Rounded(later, currency)}."
            : above <= 0 ? $"Waiting {span} costs less than going now, even if it does not recover by then."
            : above >= below ? $"Going now costs less than waiting {span}, even if it recovers by then."
            : $"Waiting {span} is right only if you believe it is {AtLeast(above / below)} likely to recover by then.";
    }

    /// <summary>p* as the card shows it: whole percent, rounded up so that nobody waits on a rounding.</summary>
    internal static string Shown(decimal flip) =>
        flip >= 1 ? "100 % or more" : flip <= 0 ? "0 % or less" : AtLeast(flip);

    private static string AtLeast(decimal flip) => Math.Ceiling(flip * 100) is var percent && percent < 100
        ? string.Create(CultureInfo.InvariantCulture, $"at least {percent:0} %")
        : "more than 99 %";
}
