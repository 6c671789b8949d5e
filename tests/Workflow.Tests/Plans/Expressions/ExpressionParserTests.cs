using IncidentBot.Workflow.Plans.Expressions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Plans.Expressions;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("a + b * c", "(a + (b * c))")]
    [InlineData("a - b - c", "((a - b) - c)")]
    [InlineData("a / b / 2", "((a / b) / 2)")]
    [InlineData("(a + b) * c", "((a + b) * c)")]
    [InlineData("(used + 40) / limit <= 0.9", "(((used + 40) / limit) <= 0.9)")]
    [InlineData("max(a, b + 1, min(c, 2))", "max(a, (b + 1), min(c, 2))")]
    [InlineData("2 of (a = 0, b != 1, errors >= 0.5)", "2 of ((a = 0), (b != 1), (errors >= 0.5))")]
    [InlineData("lag > 1m30s", "(lag > 1m30s)")]
    [InlineData("writes < 20.5/s", "(writes < 20.5/s)")]
    [InlineData("count-a - count-b", "(count-a - count-b)")]
    [InlineData("a-b", "a-b")]
    [InlineData("min", "min")]
    [InlineData("  a  ", "a")]
    [InlineData("20 / s", "(20 / s)")]
    public void An_expression_is_read_by_the_usual_precedence(string text, string read)
    {
        var (expression, fault) = ExpressionParser.Parse(text);
        Assert.Null(fault);
        Assert.Equal(read, expression!.ToString());
    }

    [Theory]
    [InlineData("", 0, "a value is missing")]
    [InlineData("a +", 3, "a value is missing")]
    [InlineData("a + * b", 4, "a value is missing before '*'")]
    [InlineData("a b", 2, "nothing may follow here")]
    [InlineData("a < b < c", 6, "nothing may follow here")]
    [InlineData("(a + b", 6, "`)` is missing")]
    [InlineData("max(a, b", 8, "`)` is missing")]
    [InlineData("max()", 4, "a value is missing")]
    [InlineData("a + 30x", 4, "'30x' is neither")]
    [InlineData("a + 1.2.3", 4, "'1.2.3' is neither")]
    [InlineData("3 of (a, b)", 0, "'3' of 2")]
    [InlineData("0 of (a, b)", 0, "'0' of 2")]
    [InlineData("1.5 of (a, b)", 0, "'1.5' of 2")]
    [InlineData("-a", 0, "a value is missing before '-'")]
    [InlineData("a & b", 2, "nothing may follow here")]
    [InlineData("a; system", 1, "nothing may follow here")]
    [InlineData("Used", 0, "something strange")]
    [InlineData("a + 9999999999999", 4, "is neither")]
    public void A_fault_says_where_it_is(string text, int at, string problem)
    {
        var (expression, fault) = ExpressionParser.Parse(text);
        Assert.Null(expression);
        Assert.Equal(at, fault!.At);
        Assert.Contains(problem, fault.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Instead);
    }

    [Fact]
    public void What_is_too_long_or_too_deep_or_too_wide_is_refused_and_never_thrown()
    {
        Assert.Contains("too long", ExpressionParser.Parse(new string('a', 501)).Fault!.Problem, StringComparison.Ordinal);
        Assert.Null(ExpressionParser.Parse(new string('(', 249) + "a" + new string(')', 249)).Fault);
        Assert.Contains("too many parts", ExpressionParser.Parse($"max({string.Join(",", Enumerable.Repeat("a", 51))})").Fault!.Problem, StringComparison.Ordinal);
    }
}
