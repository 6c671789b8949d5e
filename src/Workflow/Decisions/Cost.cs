using IncidentBot.Workflow.Decisions.Explaining;
using static IncidentBot.Workflow.Decisions.Explaining.Amounts;

namespace IncidentBot.Workflow.Decisions;

/// <summary>What going now costs (G), what waiting costs (C), and the flip point p* between them; the bound of the loss is priced, never its likely value.</summary>
/// <remarks>
/// <c>G = money(E) + r X_off + r f (X - X_off) + failback + ((k+1)/(n+2)) C_bad</c>,
/// <c>C(d) = p r f T_rec + (1-p) (r f d + G')</c>, <c>p* = (r f d + G' - G) / (r f d + G' - r f T_rec)</c>, G' being G at t+d.
/// </remarks>
/// <param name="Now">G, in the plan's currency.</param>
/// <param name="Later">G', after the wait.</param>
/// <param name="Waiting">C(d), by the assumed probability.</param>
/// <param name="FlipPoint">p*; null while an input is unknown, or where the denominator is not positive.</param>
/// <param name="Wait">d.</param>
/// <param name="Sentence">What p* means, in words, never a bare yes or no; null while an input is unknown.</param>
public sealed record Cost(
    Explained<decimal> Now, Explained<decimal> Later, Explained<decimal> Waiting, Explained<decimal> FlipPoint, TimeSpan Wait, string? Sentence)
{
    private const string GoFormula = "money(E) + r × X_off + r × f × (X - X_off) + failback + (k + 1) / (n + 2) × C_bad";
    private const string WaitFormula = "p × r × f × T_rec + (1 - p) × (r × f × d + G')";
    private const string FlipFormula = "(r × f × d + G' - G) / (r × f × d + G' - r × f × T_rec)";
    private const string Rounding = "Shown in whole units, rounded up.";
    private const string Meaning = "Going now costs less exactly while the probability of recovery is below p*. Shown in whole percent, rounded up.";

    /// <summary>All of them from one set of inputs.</summary>
    public static Cost Of(CostInputs given)
    {
        var terms = new CostTerms(given);
        var now = Going("G", "Cost of going now", given.Loss.Now, terms, given.Currency);
        var later = Going("G'", $"Cost of going {Exact(given.Wait)} later", given.Loss.Later, terms, given.Currency);
        var after = later.Value is { } l ? Money("G'", l, given.Currency, $"the same sum as G, with the loss as it would be {Exact(given.Wait)} later") : null;
        var (flip, sentence) = Flip(now, later, after, given, terms);
        return new Cost(now, later, Waits(after, given, terms), flip, given.Wait, sentence);
    }

    private static Explained<decimal> Going(string name, string title, Loss? loss, CostTerms t, string currency)
    {
        var lost = t.Lost(loss);
        if (lost is null || t is not { R: { } r, F: { } f, X: { } x, Off: { } off, Failback: { } failback, Bad: { } bad })
        {
            return new Explained<decimal>(null, Explanation.Without(name, title, GoFormula, t.Missing(withRecovery: false, withProbability: false),
                [lost, t.R, t.Off, t.F, t.X, t.Failback, t.Bad]));
        }

        var sum = lost + Term.Over(r, off) + Term.Over(r * f, x - off) + failback + (t.Failing * bad);
        return new Explained<decimal>(sum.Value, Explanation.Of(name, title, sum, Rounded(sum.Value, currency),
            "money(E) is the bound of the loss at the value of a write; (k + 1) / (n + 2) is the chance of a failure after k of n drills failed.", Rounding));
    }

    private static Explained<decimal> Waits(Term.Given? after, CostInputs given, CostTerms t)
    {
        var title = $"Cost of waiting {Exact(given.Wait)}, by the assumed probability of recovery";
        if (after is null || t is not { P: { } p, R: { } r, F: { } f, Recovery: { } recovery })
        {
            return new Explained<decimal>(null, Explanation.Without("C(d)", title, WaitFormula, t.Missing(true, true), [t.P, t.R, t.F, t.Recovery, t.Wait, after]));
        }

        var cost = Term.Over(p * r * f, recovery) + ((CostTerms.One - p) * (Term.Over(r * f, t.Wait) + after));
        return new Explained<decimal>(cost.Value, Explanation.Of("C(d)", title, cost, Rounded(cost.Value, given.Currency), Rounding));
    }

    private static (Explained<decimal> FlipPoint, string? Sentence) Flip(
        Explained<decimal> now, Explained<decimal> later, Term.Given? after, CostInputs given, CostTerms t)
    {
        var title = $"Flip point of waiting {Exact(given.Wait)}";
        if (now.Value is not { } going || after is null || t is not { R: { } r, F: { } f, Recovery: { } recovery })
        {
            return (new Explained<decimal>(null, Explanation.Without("p*", title, FlipFormula, t.Missing(true, false),
                [t.R, t.F, t.Wait, after, t.Recovery], Meaning)), null);
        }

        var g = Money("G", going, given.Currency, "`why cost`");
        var (above, below) = (Term.Over(r * f, t.Wait) + after - g, Term.Over(r * f, t.Wait) + after - Term.Over(r * f, recovery));
        var sentence = FlipSentence.Of(above.Value, below.Value, going, later.Value!.Value, given.Wait, given.Currency);
        if (below.Value <= 0)
        {
            return (new Explained<decimal>(null, Explanation.Without("p*", title, FlipFormula,
                [$"the denominator is {Number(below.Value)} {given.Currency}, so there is no percentage"], [r, f, t.Wait, after, g, recovery], sentence)), sentence);
        }

        var flip = above / below;
        return (new Explained<decimal>(flip.Value, Explanation.Of("p*", title, flip, FlipSentence.Shown(flip.Value), sentence, Meaning)), sentence);
    }
}
