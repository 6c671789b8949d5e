using System.Globalization;

namespace IncidentBot.Workflow.Plans.Expressions;

/// <summary>What a computed reading computes: a closed family, without names that call anything, so that evaluating it ends and touches nothing.</summary>
/// <remarks>
/// <code>
/// expression = sum [ ("&lt;" | "&lt;=" | "=" | "!=" | "&gt;=" | "&gt;") sum ]
/// sum        = product { ("+" | "-") product }
/// product    = value { ("*" | "/") value }
/// value      = number | duration | number "/s" | reading | "(" expression ")"
///            | ("min" | "max") "(" expression { "," expression } ")"
///            | number "of" "(" expression { "," expression } ")"
/// </code>
/// A hyphen belongs to a name: a minus sign stands between spaces.
/// </remarks>
public abstract record Expression
{
    private Expression(int at) => At = at;

    /// <summary>Where it begins in the text, from 0.</summary>
    public int At { get; }

    /// <summary>A literal; <paramref name="Unit"/> is seconds or per-second, or null for a plain number, which takes the unit of what it meets.</summary>
    public sealed record Number(decimal Value, ReadingUnit? Unit, int At) : Expression(At)
    {
        public override string ToString() => Unit switch
        {
            ReadingUnit.Seconds => PlanDuration.Write(TimeSpan.FromTicks((long)(Value * TimeSpan.TicksPerSecond))),
            ReadingUnit.PerSecond => Value.ToString(CultureInfo.InvariantCulture) + "/s",
            _ => Value.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Another reading of the plan.</summary>
    public sealed record Name(string Reading, int At) : Expression(At)
    {
        public override string ToString() => Reading;
    }

    /// <summary>Two sides; <paramref name="Operator"/> is one of + - * / &lt; &lt;= = != &gt;= &gt;.</summary>
    public sealed record Pair(string Operator, Expression Left, Expression Right, int At) : Expression(At)
    {
        /// <summary>Whether it answers yes or no.</summary>
        public bool Compares => Operator is not ("+" or "-" or "*" or "/");

        public override string ToString() => $"({Left} {Operator} {Right})";
    }

    /// <summary>The least or the greatest of its parts.</summary>
    public sealed record Extreme(bool Greatest, IReadOnlyList<Expression> Parts, int At) : Expression(At)
    {
        public override string ToString() => $"{(Greatest ? "max" : "min")}({string.Join(", ", Parts)})";
    }

    /// <summary>1 when at least <paramref name="Needed"/> conditions hold, 0 when they cannot; decided as soon as enough are known.</summary>
    public sealed record Quorum(int Needed, IReadOnlyList<Expression> Conditions, int At) : Expression(At)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Needed} of ({string.Join(", ", Conditions)})");
    }

    /// <summary>All readings that it names, in the order of the text; one may come twice.</summary>
    public IEnumerable<Name> Names() => this switch
    {
        Name name => [name],
        Pair pair => pair.Left.Names().Concat(pair.Right.Names()),
        Extreme extreme => extreme.Parts.SelectMany(p => p.Names()),
        Quorum quorum => quorum.Conditions.SelectMany(c => c.Names()),
        _ => [],
    };
}
