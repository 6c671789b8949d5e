using System.Collections.Immutable;
using IncidentBot.Bot.Tests.Chat.Slack.Rendering;
using IncidentBot.Chat;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

/// <summary>A reminder that is due calls whoever it is for by name, besides what the room is told.</summary>
public sealed class ReminderCallTests
{
    [Theory]
    [InlineData(ReminderStage.Soon, true, "")]
    [InlineData(ReminderStage.Due, true, "lena")]
    [InlineData(ReminderStage.Deputy, true, "ravi")]
    [InlineData(ReminderStage.Deputy, false, "maya")]
    public void The_comms_lead_is_called_when_it_is_due_and_the_deputy_or_else_the_commander_when_it_is_overdue(ReminderStage stage, bool hasDeputy, string called)
    {
        var roles = ImmutableDictionary<Role, ImmutableList<string>>.Empty.Add(Role.Commander, ["maya"]).Add(Role.CommsLead, ["lena"]);
        var incident = SlackStory.Proposed().Situation.Incident with { Roles = hasDeputy ? roles.Add(Role.Deputy, ["ravi"]) : roles };

        var aside = AnnounceAuthority.Aside(new IncidentEvent.ReminderGiven(new Reminder(stage, SlackStory.Start)), incident).ToList();

        Assert.Equal(called.Length == 0 ? [] : [called], aside.Select(a => a.Person));
        Assert.All(aside, a => Assert.Equal("call", a.Post.Kind));
        Assert.All(aside, a => Assert.StartsWith("INC-1, checkout: A stakeholder update", a.Post.Text, StringComparison.Ordinal));
    }
}
