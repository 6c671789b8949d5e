using System.Globalization;
using IncidentBot.Workflow.Plans.Building;

namespace IncidentBot.Workflow.Plans.Expressions;

/// <summary>Why a text is no expression, where (from 0), and what to write.</summary>
public sealed record ExpressionFault(int At, string Problem, string Instead);

/// <summary>Reads an expression; see <see cref="Expression"/> for the grammar. Never throws for any text of up to 500 characters.</summary>
public sealed class ExpressionParser
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int Longest = 500;

    /// <summary>The most parts of a <c>min</c>, <c>max</c> or <c>of</c>.</summary>
    public const int MostParts = 50;

    private readonly IReadOnlyList<ExpressionToken> tokens;
    private int next;
    private ExpressionFault? fault;

    private ExpressionParser(string text) => tokens = ExpressionTokens.Of(text);

    private ExpressionToken Current => tokens[next];

    /// <summary>Exactly one of the two.</summary>
    public static (Expression? Expression, ExpressionFault? Fault) Parse(string text)
    {
        if (text.Length > Longest)
        {
            return (null, new ExpressionFault(0, "the expression is too long", $"write at most {Longest} characters"));
        }

        var parser = new ExpressionParser(text);
        var expression = parser.Whole();
        if (parser.fault is null && (parser.Current.Text.Length > 0 || parser.Current.At < text.Length))
        {
            parser.Fail(parser.Current.At, $"nothing may follow here but {PlanFault.Quote(text[parser.Current.At..])} does",
                "write one comparison at most, and one expression; spaces stand around a minus sign");
        }

        return parser.fault is { } fault ? (null, fault) : (expression, null);
    }

    private Expression? Whole()
    {
        var left = Sum();
        var (sign, at) = Current;
        if (fault is not null || sign is not ("<" or "<=" or "=" or "!=" or ">=" or ">"))
        {
            return left;
        }

        next++;
        return Joined(sign, left, Sum(), at);
    }

    private Expression? Sum() => Chain(Product, "+", "-");

    private Expression? Product() => Chain(Value, "*", "/");

    private Expression? Chain(Func<Expression?> part, string one, string other)
    {
        var left = part();
        while (fault is null && (Current.Text == one || Current.Text == other))
        {
            var (sign, at) = Current;
            next++;
            left = Joined(sign, left, part(), at);
        }

        return left;
    }

    private static Expression.Pair? Joined(string sign, Expression? left, Expression? right, int at) =>
        left is null || right is null ? null : new Expression.Pair(sign, left, right, at);

    private Expression? Value()
    {
        var token = Current;
        if (token.Text == "(")
        {
            next++;
            var inner = Whole();
            return Expect(")") ? inner : null;
        }

        if (token.IsNumber)
        {
            next++;
            return Current.Text == "of" ? Quorum(token) : Literal(token);
        }

        if (!token.IsWord)
        {
            return Fail(token.At, token.Text.Length == 0 ? "a value is missing, or something strange stands here" : $"a value is missing before {PlanFault.Quote(token.Text)}",
                "write a reading, a number, min(...), max(...), K of (...) or parentheses");
        }

        next++;
        return token.Text is "min" or "max" && Current.Text == "("
            ? Parts() is { } parts ? new Expression.Extreme(token.Text == "max", parts, token.At) : null
            : new Expression.Name(token.Text, token.At);
    }

    private Expression.Quorum? Quorum(ExpressionToken number)
    {
        next++;
        if (Parts() is not { } conditions)
        {
            return null;
        }

        if (int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var needed) && needed >= 1 && needed <= conditions.Count)
        {
            return new Expression.Quorum(needed, conditions, number.At);
        }

        _ = Fail(number.At, $"{PlanFault.Quote(number.Text)} of {conditions.Count} cannot be reached, or always is", $"write 1 to {conditions.Count}");
        return null;
    }

    private List<Expression>? Parts()
    {
        if (!Expect("("))
        {
            return null;
        }

        var parts = new List<Expression>();
        do
        {
            if (Whole() is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }
        while (Current.Text == "," && next++ >= 0);
        if (parts.Count > MostParts)
        {
            _ = Fail(Current.At, "there are too many parts", $"write at most {MostParts}");
        }

        return Expect(")") ? parts : null;
    }

    private Expression.Number? Literal(ExpressionToken token)
    {
        var rate = token.Text.EndsWith("/s", StringComparison.Ordinal);
        if (Values.TryNumber(rate ? token.Text[..^2] : token.Text, out var number) && number <= Values.Largest)
        {
            return new Expression.Number(number, rate ? ReadingUnit.PerSecond : null, token.At);
        }

        if (PlanDuration.TryRead(token.Text, out var span))
        {
            return new Expression.Number(span.Ticks / (decimal)TimeSpan.TicksPerSecond, ReadingUnit.Seconds, token.At);
        }

        _ = Fail(token.At, $"{PlanFault.Quote(token.Text)} is neither a number, a rate nor a duration", "write 40, 0.05, 20/s or 1m30s");
        return null;
    }

    private bool Expect(string sign)
    {
        if (fault is null && Current.Text == sign)
        {
            next++;
            return true;
        }

        Fail(Current.At, $"`{sign}` is missing", $"write `{sign}` here; parts of a list stand between commas");
        return false;
    }

    private Expression? Fail(int at, string problem, string instead)
    {
        fault ??= new ExpressionFault(at, problem, instead);
        return null;
    }
}
