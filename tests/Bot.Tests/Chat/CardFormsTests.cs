using IncidentBot.Bot.Tests.Chat.Slack.Rendering;
using IncidentBot.Chat;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

public sealed class CardFormsTests
{
    [Theory]
    [InlineData("4200", "90", 4200, 90, false)]
    [InlineData("4200", "", 4200, null, false)]
    [InlineData("", "90", null, 90, false)]
    [InlineData("", "", null, null, true)]
    public void Each_ceiling_is_said_only_where_it_is_filled_in_and_leaves_nothing_in_the_reason(string records, string seconds, int? saidRecords, int? saidSeconds, bool unknown)
    {
        var incident = SlackStory.Proposed().Situation.Incident;
        var line = CardForms.Approve(incident, incident.Failover.Proposal!, SlackStory.Start, hint: false)
            .Line(new Dictionary<string, string> { ["records"] = records, ["seconds"] = seconds, ["role"] = "data-owner", ["reason"] = "we accept it" });

        var approve = Assert.IsType<IncidentCommand.Approve>(Assert.IsType<ChatRequest.Send>(Grammar.Read(line, SlackStory.Start)).Command);
        Assert.Equal((saidRecords, saidSeconds, unknown, "we accept it"), (approve.Records, (int?)approve.Exposure?.TotalSeconds, approve.LossUnknown, approve.Reason));
    }

    [Fact]
    public void Who_is_asked_is_called_and_that_is_no_decision()
    {
        var called = new IncidentEvent.ApproverCalled(Workflow.Plans.Role.DataOwner, "dario", "Dario", null, 1, 2);
        var post = Announce.Of(called, SlackStory.Proposed().Situation.Incident)!;

        Assert.Equal("call", post.Kind);
        Assert.StartsWith("☞ Dario: please answer", IncidentBot.Chat.Slack.Rendering.SlackMessage.Of(post).Text, StringComparison.Ordinal);
    }
}
