using IncidentBot.Failover;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

public sealed class RedactionTests
{
    private static readonly Redaction Redaction = new(Options.Create(new RedactionOptions { Expressions = ["card [0-9]+"] }));

    [Theory]
    [InlineData("key AKIAIOSFODNN7EXAMPLE used", "key [redacted] used")]
    [InlineData("Authorization: Bearer abcdefghijkl.mno", "Authorization: [redacted]")]
    [InlineData("postgres://app:hunter2@db:5432/x", "postgres://app:[redacted]@db:5432/x")]
    [InlineData("password=hunter2 host=db", "password=[redacted] host=db")]
    [InlineData("""{"SecretAccessKey": "wJalrXUtnFEMI", "Region": "eu-west-1"}""", """{"SecretAccessKey": "[redacted]", "Region": "eu-west-1"}""")]
    [InlineData("<SessionToken>IQoJb3JpZ2lu</SessionToken>", "<SessionToken>[redacted]</SessionToken>")]
    [InlineData("jwt eyJhbGciOiJI.eyJzdWIi.sig end", "jwt [redacted] end")]
    [InlineData("xoxb-12345-abcdef", "[redacted]")]
    [InlineData("paid by card 4242424242424242.", "paid by [redacted].")]
    [InlineData("promoted eu-west-1 in 12 s, epoch 7", "promoted eu-west-1 in 12 s, epoch 7")]
    public void Secrets_are_taken_out_and_what_is_none_stays(string said, string kept) => Assert.Equal(kept, Redaction.Text(said));

    [Fact]
    public async Task What_a_step_says_is_redacted_before_anybody_keeps_it()
    {
        await using var lab = new StepLab(("sh", "/bin/sh"));
        var result = await lab.Perform(new StepAction.Exec("sh", ["-c", "echo card 4242; echo token=abcdef >&2"]));
        Assert.DoesNotContain("4242", result.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdef", result.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", "must be a regular expression without look-around and back-references; it is \"(\".")]
    [InlineData("(?=x)", "must be a regular expression without look-around and back-references; it is \"(?=x)\".")]
    [InlineData("x*", "must match something; it matches the empty text, and so everywhere: \"x*\".")]
    [InlineData("", "must be a regular expression of 1 to 500 characters; it has 0.")]
    public void An_expression_that_cannot_be_used_stops_the_start(string expression, string fault)
    {
        var result = new RedactionOptionsValidator().Validate(null, new RedactionOptions { Expressions = [expression] });
        Assert.Equal([$"Redaction:Expressions:0 {fault}"], result.Failures);
    }
}
