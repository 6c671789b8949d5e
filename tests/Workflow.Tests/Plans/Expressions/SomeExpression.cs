using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Plans.Expressions;

namespace IncidentBot.Workflow.Tests.Plans.Expressions;

/// <summary>Random expressions, of any kind or of one unit throughout.</summary>
internal static class SomeExpression
{
    internal static readonly string[] Ids = ["a", "b", "c", "d"];

    /// <summary>Numbers as the grammar writes them, hostile ones among them.</summary>
    private static readonly Gen<Expression> Literal = Gen.OneOf(
        Gen.Elements(0m, 1m, 2m, 0.5m, 3.25m, 1_000_000_000_000m).Select(Expression (n) => new Expression.Number(n, null, 0)),
        Gen.Elements(0m, 20m, 0.25m).Select(Expression (n) => new Expression.Number(n, ReadingUnit.PerSecond, 0)),
        Gen.Elements(1m, 90m, 0.5m).Select(Expression (n) => new Expression.Number(n, ReadingUnit.Seconds, 0)));

    private static readonly Gen<Expression> Name = Gen.Elements(Ids).Select(Expression (id) => new Expression.Name(id, 0));

    /// <summary>Anything that the grammar can write, sound in its units or not.</summary>
    internal static Gen<Expression> Any(int depth) => depth == 0 ? Gen.OneOf(Literal, Name) : Gen.OneOf(
        Literal, Name,
        Gen.Elements("+", "-", "*", "/", "<", "<=", "=", "!=", ">=", ">").SelectMany(s => Any(depth - 1).Zip(Any(depth - 1)).Select(Expression (p) => new Expression.Pair(s, p.Item1, p.Item2, 0))),
        Gen.Elements(true, false).SelectMany(g => Parts(depth).Select(Expression (p) => new Expression.Extreme(g, p, 0))),
        Parts(depth).SelectMany(p => Gen.Choose(1, p.Length).Select(Expression (k) => new Expression.Quorum(k, p, 0))));

    /// <summary>Sums, differences, products, least and greatest: everything needs all of its inputs.</summary>
    internal static Gen<Expression> Arithmetic(int depth) => depth == 0 ? Name : Gen.OneOf(
        Name,
        Gen.Elements("+", "-", "*").SelectMany(s => Arithmetic(depth - 1).Zip(Arithmetic(depth - 1)).Select(Expression (p) => new Expression.Pair(s, p.Item1, p.Item2, 0))),
        Gen.Elements(true, false).SelectMany(g => Arithmetic(depth - 1).ArrayOf(2).Select(Expression (p) => new Expression.Extreme(g, p, 0))));

    private static Gen<Expression[]> Parts(int depth) => Gen.Choose(1, 3).SelectMany(n => Any(depth - 1).ArrayOf(n));
}
