namespace IncidentBot.Workflow.Plans.Expressions;

/// <summary>Checks an expression's units, and what is foregone in it: a division by zero, a comparison that cannot go either way.</summary>
/// <param name="unitOf">The unit of a reading; null when it is unknown, which is somebody else's fault to report.</param>
internal sealed class ExpressionUnits(Func<string, ReadingUnit?> unitOf)
{
    private readonly List<(string Rule, ExpressionFault Fault)> faults = [];

    /// <summary>Every fault of the expression as the value of a reading in <paramref name="declared"/> (null: not known).</summary>
    public IReadOnlyList<(string Rule, ExpressionFault Fault)> Check(Expression expression, ReadingUnit? declared)
    {
        if (Of(expression) is { } found && declared is { } unit && found != Quantity.Of(unit))
        {
            Wrong(expression.At, $"the expression gives {found}, and the reading's unit is {Words.Of(unit)}",
                found.IsTruth ? "write `unit: boolean`"
                : found.IsPlain ? "name a reading in it"
                : unit == ReadingUnit.Boolean ? "compare it with something, such as `... >= 3`"
                : "divide or multiply until the units agree, or change `unit`");
        }

        return faults;
    }

    private Quantity? Of(Expression expression) => expression switch
    {
        Expression.Number number => number.Unit is { } unit ? Quantity.Of(unit) : Quantity.Plain,
        Expression.Name name => unitOf(name.Reading) is { } unit ? Quantity.Of(unit) : null,
        Expression.Pair { Compares: true } pair => Compared(pair),
        Expression.Pair pair => Calculated(pair),
        Expression.Extreme extreme => Common(extreme),
        Expression.Quorum quorum => Decided(quorum),
        _ => throw new InvalidOperationException($"No expression '{expression}'."),
    };

    private Quantity Compared(Expression.Pair pair)
    {
        var (left, right) = (Of(pair.Left), Of(pair.Right));
        if (left is { } l && right is { } r)
        {
            var truths = l.IsTruth && (r.IsTruth || Binary(pair.Right)) || (r.IsTruth && Binary(pair.Left));
            if (truths ? pair.Operator is not ("=" or "!=") : l.IsTruth || r.IsTruth || l.With(r) is null)
            {
                Mismatch(pair, l, r);
            }
            else if (!pair.Names().Any())
            {
                faults.Add(("impossible-threshold", new ExpressionFault(pair.At, "this compares fixed numbers", "name a reading on one side")));
            }
            else
            {
                Foregone(pair);
            }
        }

        return Quantity.Truth;
    }

    private Quantity? Calculated(Expression.Pair pair)
    {
        var (left, right) = (Of(pair.Left), Of(pair.Right));
        if (pair is { Operator: "/", Right: Expression.Number { Value: 0, At: var at } })
        {
            faults.Add(("bad-expression", new ExpressionFault(at, "this divides by zero", "write another divisor")));
        }

        if (left is not { } l || right is not { } r)
        {
            return null;
        }

        Quantity? result = l.IsTruth || r.IsTruth ? null
            : pair.Operator is "*" or "/" ? l.Times(r, pair.Operator == "*" ? 1 : -1)
            : l.With(r);
        if (result is null)
        {
            Mismatch(pair, l, r);
        }

        return result;
    }

    private Quantity? Common(Expression.Extreme extreme)
    {
        Quantity? common = Quantity.Plain;
        foreach (var part in extreme.Parts)
        {
            if (Of(part) is not { } found || common is null)
            {
                common = null;
            }
            else if (found.IsTruth || common.Value.With(found) is null)
            {
                Wrong(part.At, $"this is {found}, and what stands before it is {common}", "give all parts one unit; `K of (...)` joins conditions");
                common = null;
            }
            else
            {
                common = common.Value.With(found);
            }
        }

        return common;
    }

    private Quantity Decided(Expression.Quorum quorum)
    {
        foreach (var condition in quorum.Conditions)
        {
            if (Of(condition) is { IsTruth: false } found)
            {
                Wrong(condition.At, $"this is {found} and no condition", "write a comparison, or a reading in boolean");
            }
        }

        return Quantity.Truth;
    }

    private static bool Binary(Expression side) => side is Expression.Number { Unit: null, Value: 0 or 1 };

    private void Foregone(Expression.Pair pair)
    {
        var (reading, number, comparison) = pair switch
        {
            { Left: Expression.Name name, Right: Expression.Number literal } => (name, literal, pair.Operator),
            { Left: Expression.Number literal, Right: Expression.Name name } => (name, literal, Turned(pair.Operator)),
            _ => (null, null, ""),
        };
        if (reading is not null && Thresholds.Foregone(unitOf(reading.Reading)!.Value, comparison, number!.Value) is { } holds)
        {
            faults.Add(("impossible-threshold", new ExpressionFault(pair.At, $"this comparison {(holds ? "always" : "never")} holds", "write a threshold that the reading can be on both sides of")));
        }
    }

    private static string Turned(string comparison) => comparison switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => comparison,
    };

    private void Mismatch(Expression.Pair pair, Quantity left, Quantity right) => Wrong(pair.At, $"`{pair.Operator}` joins {left} and {right}",
        left.IsTruth || right.IsTruth ? "compare a boolean with 0 or 1, by = or !=, and join conditions by `K of (...)`"
        : left.IsPlain || right.IsPlain ? "write the number with its unit, as 30s or 20/s"
        : "give both sides one unit");

    private void Wrong(int at, string problem, string instead) => faults.Add(("wrong-unit", new ExpressionFault(at, problem, instead)));
}
