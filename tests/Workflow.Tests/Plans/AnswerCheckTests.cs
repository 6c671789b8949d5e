using System.Text.Json;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Plans;

public sealed class AnswerCheckTests
{
    private static readonly JsonElement Answer = JsonDocument.Parse("""
        {
          "Status": "available", "Percent": 12.5, "On": true, "None": null, "Deep": { "Er": "x y" },
          "One": { "Arn": "arn:aws:rds:eu-west-1:1:cluster:a", "IsWriter": "false" },
          "Members": [
            { "Arn": "arn:aws:rds:us-east-1:1:cluster:a", "IsWriter": true },
            { "Arn": "arn:aws:rds:eu-west-1:1:cluster:a", "IsWriter": false }
          ]
        }
        """).RootElement;

    [Theory]
    [InlineData("/Status = available", true)]
    [InlineData("/Status = Available", false)]
    [InlineData("/Status != failed", true)]
    [InlineData("/Deep/Er = x y", true)]
    [InlineData("/On = true", true)]
    [InlineData("/Percent >= 12.5", true)]
    [InlineData("/Percent < 12.5", false)]
    [InlineData("/Percent <= 13", true)]
    [InlineData("/Percent > 13", false)]
    [InlineData("/Members/1/IsWriter = false", true)]
    [InlineData("/Members/[Arn=arn:aws:rds:us-east-1:1:cluster:a]/IsWriter = true", true)]
    [InlineData("/Members/[IsWriter=true]/Arn = arn:aws:rds:eu-west-1:1:cluster:a", false)]
    [InlineData("/One/[Arn=arn:aws:rds:eu-west-1:1:cluster:a]/IsWriter = false", true)]
    [InlineData("/One/0/IsWriter = false", true)]
    public void An_answer_is_held_against_what_is_expected(string text, bool holds) => Assert.Equal(holds, AnswerCheck.Read(text)!.Holds(Answer));

    [Theory]
    [InlineData("/Missing = available")]
    [InlineData("/Missing != available")]
    [InlineData("/None = null")]
    [InlineData("/None != null")]
    [InlineData("/Deep = x")]
    [InlineData("/Members = 2")]
    [InlineData("/Members/2/Arn = x")]
    [InlineData("/Members/[Arn=other]/IsWriter != true")]
    [InlineData("/Status > 3")]
    [InlineData("/Percent > many")]
    public void What_an_answer_does_not_tell_is_unknown_and_neither_true_nor_false(string text) => Assert.Null(AnswerCheck.Read(text)!.Holds(Answer));

    [Theory]
    [InlineData("")]
    [InlineData("Status = available")]
    [InlineData("/Status")]
    [InlineData("/Status =")]
    [InlineData("/Status == available")]
    [InlineData("/Status=available")]
    [InlineData("/ = x")]
    [InlineData("//Status = x")]
    [InlineData("/[x] = y")]
    public void Anything_else_is_no_check(string text) => Assert.Null(AnswerCheck.Read(text));

    [Fact]
    public void A_check_reads_back_as_it_was_written()
    {
        const string text = "/Members/[Arn=arn:aws:rds:us-east-1:1:cluster:a]/IsWriter = true";
        Assert.Equal(text, AnswerCheck.Read(text)!.ToString());
    }
}
