using IncidentBot.Workflow.Plans.Expressions;

namespace IncidentBot.Workflow.Decisions;

/// <summary>A value with the age of the oldest sample that it rests on; or, with a <paramref name="Problem"/>, nothing.</summary>
internal readonly record struct Evaluated(decimal Value, DateTimeOffset SampledAt, string? Problem)
{
    public static Evaluated Unknown(string problem) => new(0, DateTimeOffset.MaxValue, problem);
}

/// <summary>Evaluates an expression of a plan. Whatever the readings hold, the answer is a value or the reason why there is none; it never throws.</summary>
internal sealed class Evaluation(Func<string, Reading?> find, DateTimeOffset now)
{
    public Evaluated Of(string text) => ExpressionParser.Parse(text) is { Expression: { } expression }
        ? Of(expression)
        : Evaluated.Unknown("its expression cannot be read");

    public Evaluated Of(Expression expression) => expression switch
    {
        // What the plan itself says has no age.
        Expression.Number number => new Evaluated(number.Value, DateTimeOffset.MaxValue, null),
        Expression.Name name => Taken(name.Reading),
        Expression.Pair pair => Joined(pair, Of(pair.Left), Of(pair.Right)),
        Expression.Extreme extreme => Extreme(extreme),
        Expression.Quorum quorum => Decided(quorum),
        _ => throw new InvalidOperationException($"No expression '{expression}'."),
    };

    private Evaluated Taken(string id) => find(id) is not { } reading ? Evaluated.Unknown($"{id} has no sample yet")
        : reading.UnknownAt(now) is { } problem ? Evaluated.Unknown(problem)
        : new Evaluated(reading.Value!.Value, reading.SampledAt, null);

    private static Evaluated Joined(Expression.Pair pair, Evaluated left, Evaluated right)
    {
        if (left.Problem is not null || right.Problem is not null)
        {
            return Evaluated.Unknown(left.Problem ?? right.Problem!);
        }

        if (pair.Operator == "/" && right.Value == 0)
        {
            return Evaluated.Unknown($"{pair.Right} is 0, and nothing can be divided by it");
        }

        try
        {
            return new Evaluated(Result(pair.Operator, left.Value, right.Value), Older(left, right), null);
        }
        catch (OverflowException)
        {
            return Evaluated.Unknown($"{pair.Left} {pair.Operator} {pair.Right} is too large a number");
        }
    }

    private static decimal Result(string sign, decimal left, decimal right) => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "<" => left < right ? 1 : 0,
        "<=" => left <= right ? 1 : 0,
        "=" => left == right ? 1 : 0,
        "!=" => left != right ? 1 : 0,
        ">=" => left >= right ? 1 : 0,
        ">" => left > right ? 1 : 0,
        _ => throw new InvalidOperationException($"No operator '{sign}'."),
    };

    private Evaluated Extreme(Expression.Extreme extreme)
    {
        var parts = extreme.Parts.Select(Of).ToList();
        var unknown = parts.FindIndex(p => p.Problem is not null);
        return unknown >= 0 ? parts[unknown]
            : new Evaluated(extreme.Greatest ? parts.Max(p => p.Value) : parts.Min(p => p.Value), parts.Min(p => p.SampledAt), null);
    }

    /// <summary>Of those that agree with the outcome, the newest that suffice decide: an older one more proves nothing less.</summary>
    private Evaluated Decided(Expression.Quorum quorum)
    {
        var parts = quorum.Conditions.Select(Of).ToList();
        var yes = parts.Where(p => p.Problem is null && p.Value != 0).OrderByDescending(p => p.SampledAt).ToList();
        var no = parts.Where(p => p.Problem is null && p.Value == 0).OrderByDescending(p => p.SampledAt).ToList();
        var enough = quorum.Conditions.Count - quorum.Needed + 1;
        return yes.Count >= quorum.Needed ? new Evaluated(1, yes[quorum.Needed - 1].SampledAt, null)
            : no.Count >= enough ? new Evaluated(0, no[enough - 1].SampledAt, null)
            : Evaluated.Unknown(FormattableString.Invariant($"{yes.Count} of the {quorum.Needed} needed hold, and ") + string.Join("; ", parts.Select(p => p.Problem).OfType<string>()));
    }

    private static DateTimeOffset Older(Evaluated left, Evaluated right) => left.SampledAt < right.SampledAt ? left.SampledAt : right.SampledAt;
}
