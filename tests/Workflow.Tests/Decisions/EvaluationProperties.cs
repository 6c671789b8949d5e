using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Plans.Expressions;
using IncidentBot.Workflow.Tests.Plans.Expressions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class EvaluationProperties
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 6, 35, TimeSpan.Zero);

    /// <summary>Per reading: absent, unknown, or a value (hostile ones among them) of some age.</summary>
    private static readonly Gen<Reading?[]> Samples = Gen.OneOf(
            Gen.Constant<decimal?>(null), Gen.Elements<decimal?>(0, 1, 2, 0.3m, 1e27m, decimal.MaxValue, decimal.MinValue))
        .Zip(Gen.Choose(0, 40)).Zip(Gen.Choose(0, 5)).ArrayOf(SomeExpression.Ids.Length)
        .Select(all => all.Select((s, i) => s.Item2 == 0 ? null : Sample(SomeExpression.Ids[i], s.Item1.Item1, s.Item1.Item2)).ToArray());

    [Fact]
    public void What_is_printed_is_read_back()
    {
        Prop.ForAll(SomeExpression.Any(3).ToArbitrary(), expression =>
        {
            var text = expression.ToString()!;
            return text.Length > ExpressionParser.Longest || ExpressionParser.Parse(text).Expression?.ToString() == text;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_is_answered_with_an_exception()
    {
        var word = Gen.Elements("a", "min", "max", "of", "2", "1.5", "20/s", "1m30s", "(", ")", ",", "+", "-", "*", "/", "<=", "!=", "=", " ", "%", "é", "\0", "..");
        Prop.ForAll(word.ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var (expression, fault) = ExpressionParser.Parse(text);
            return (expression is null) != (fault is null) && (fault is null || (fault.At >= 0 && fault.At <= text.Length));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_sample_makes_an_evaluation_throw_and_an_unknown_always_has_its_reason()
    {
        Prop.ForAll(SomeExpression.Any(3).Zip(Samples).ToArbitrary(), both =>
        {
            var result = Evaluate(both.Item1, both.Item2);
            return result.Problem is null || result.Problem.Length > 0;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Arithmetic_is_known_exactly_when_all_its_inputs_are_and_is_as_old_as_the_oldest()
    {
        Prop.ForAll(SomeExpression.Arithmetic(3).Zip(Samples).ToArbitrary(), both =>
        {
            var inputs = both.Item1.Names().Select(n => Array.Find(both.Item2, r => r?.Id == n.Reading)).ToList();
            var result = Evaluate(both.Item1, both.Item2);
            return inputs.Exists(i => i?.ValueAt(Now) is null)
                ? result.Problem is not null
                : result.Problem?.Contains("too large", StringComparison.Ordinal) ?? result.SampledAt == inputs.Min(i => i!.SampledAt);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_quorum_that_is_decided_stays_decided_whatever_the_unknown_ones_turn_out_to_be()
    {
        var quorum = Gen.Choose(1, 4).Select(k => (Expression)new Expression.Quorum(k, [.. SomeExpression.Ids.Select(id => new Expression.Name(id, 0))], 0));
        var truths = Gen.Elements<decimal?>(null, 0, 1).ArrayOf(4).Select(v => v.Select((t, i) => Sample(SomeExpression.Ids[i], t, i)).ToArray<Reading?>());
        var fill = Gen.Elements(0m, 1m).ArrayOf(4);
        Prop.ForAll(quorum.Zip(truths).Zip(fill).ToArbitrary(), all =>
        {
            var ((expression, samples), filling) = all;
            var now = Evaluate(expression, samples);
            var later = Evaluate(expression, [.. samples.Select((s, i) => s!.Value is null ? Sample(s.Id, filling[i], 0) : s)]);
            return later.Problem is null && (now.Problem is not null || now.Value == later.Value);
        }).QuickCheckThrowOnFailure();
    }

    private static Evaluated Evaluate(Expression expression, Reading?[] samples) => new Evaluation(id => Array.Find(samples, s => s?.Id == id), Now).Of(expression);

    private static Reading Sample(string id, decimal? value, int age) =>
        new(id, value, ReadingUnit.Count, "test", "outside", Now.AddSeconds(-age), TimeSpan.FromSeconds(30), value is null ? "the source is silent" : null);
}
