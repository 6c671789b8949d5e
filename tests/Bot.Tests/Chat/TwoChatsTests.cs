using System.Net;
using System.Text.Json;
using IncidentBot.Bot.Tests.Chat.Teams;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

/// <summary>One incident with rooms in two chats: what is said appears in both, and a person with two accounts is one person.</summary>
public sealed class TwoChatsTests : WithTeamsIncident
{
    private int deliveries;

    [Fact]
    public async Task Nobody_votes_twice_by_voting_in_two_chats()
    {
        await Proposed();
        await Teams("dana", "approve P1 as data-owner unknown because the region is gone");
        await Slack("dana", "approve P1 as commander unknown because the region is gone");
        await Slack("dana", "approve P1 as data-owner unknown because the region is gone");
        await Teams("dana", "approve P1 as commander unknown because once more");
        await Slack("dana", "note last of dana");

        await bot.Until(e => e.OfType<IncidentEvent.NoteTaken>().Any(n => n.Text == "last of dana"), Cancel);
        var failover = (await bot.Services.GetRequiredService<Situations>().Load("INC-1", Cancel)).Incident.Failover;
        Assert.Equal("dana", Assert.Single(failover.Approvals).By.Person);
        Assert.Equal(FailoverState.Proposed, failover.State);

        // Another person, in the other chat: two votes, of people of both.
        await Slack("omar", "role take commander");
        await Slack("omar", "approve P1 as commander unknown because I agree");
        await bot.Until(e => e.OfType<IncidentEvent.ApprovalGiven>().Any(a => a.Approval.By is { Person: "omar", Via: "slack" }), Cancel);
        failover = (await bot.Services.GetRequiredService<Situations>().Load("INC-1", Cancel)).Incident.Failover;
        Assert.Equal(["dana", "omar"], failover.Approvals.Select(a => a.By.Person).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_proposed_in_one_chat_approves_in_no_other()
    {
        await Proposed();
        await Slack("ines", "approve P1 as data-owner unknown because I am in both");
        await Slack("ines", "note last of ines");
        var events = await bot.Until(e => e.OfType<IncidentEvent.NoteTaken>().Any(), Cancel);
        Assert.DoesNotContain(events, e => e is IncidentEvent.ApprovalGiven);
    }

    [Fact]
    public async Task What_the_bot_says_appears_in_both_and_the_log_tells_where_each_act_came_from()
    {
        await Teams("dana", "note seen in Teams");
        await Slack("omar", "note seen in Slack");
        await Slack("omar", "severity sev2 one region only");
        var events = await bot.Until(e => e.OfType<IncidentEvent.SeverityChanged>().Any(), Cancel);
        Assert.Equal([("dana", "teams"), ("omar", "slack")], events.OfType<IncidentEvent.NoteTaken>().Select(n => (n.By.Person, n.By.Via)));

        foreach (var chat in (FakeChat[])[bot.Teams, bot.Slack])
        {
            await TeamsBot.Seen(() => chat.Posts.Any(p => p.Post.Text.Contains("changed the severity from sev1 to sev2", StringComparison.Ordinal)) ? "" : null, Cancel);
            Assert.Equal(3, chat.Rooms.Count);
            Assert.Equal(chat.Posts.Count, chat.Posts.Select(p => (p.Room, p.Post.Text)).Distinct().Count());
        }
    }

    [Fact]
    public async Task One_chat_being_away_holds_up_nothing_in_the_other_and_it_catches_up()
    {
        bot.Slack.Down = true;
        await Teams("dana", "note while Slack is away");
        await TeamsBot.Seen(() => bot.Teams.Posts.Any(p => p.Post.Text.Contains("dana noted it", StringComparison.Ordinal)) ? "" : null, Cancel);
        await Teams("ines", "update send executives Checkout is down; we are on it.");
        await TeamsBot.Seen(() => bot.Teams.Posts.Any(p => p.Room.StartsWith("teams-stakeholders", StringComparison.Ordinal) && p.Post.Text.Contains("we are on it", StringComparison.Ordinal)) ? "" : null, Cancel);
        bot.Slack.Down = false;
        await TeamsBot.Seen(() => bot.Slack.Posts.Any(p => p.Room.StartsWith("slack-stakeholders", StringComparison.Ordinal) && p.Post.Text.Contains("we are on it", StringComparison.Ordinal)) ? "" : null, Cancel);
    }

    [Fact]
    public async Task An_answer_goes_to_where_it_was_asked_and_closing_closes_both_rooms()
    {
        await Slack("omar", "status");
        await TeamsBot.Seen(() => bot.Slack.Whispers.Any(w => w.Person == "omar") ? "" : null, Cancel);
        Assert.DoesNotContain(bot.Teams.Whispers, w => w.Person == "omar");
        await Slack("omar", "readiness");
        await TeamsBot.Seen(() => bot.Slack.Whispers.Count(w => w.Person == "omar") > 1 ? "" : null, Cancel);
        Assert.DoesNotContain(bot.Teams.Whispers, w => w.Person == "omar");

        await Teams("ines", "false-alarm the probe was wrong");
        await TeamsBot.Seen(() => bot.Teams.Archived.Contains(room) && bot.Slack.Archived.Any(r => r.StartsWith("slack-incident", StringComparison.Ordinal)) ? "" : null, Cancel);
    }

    private async Task Proposed()
    {
        await Teams("ines", "role take commander");
        await Teams("ines", "mode region-loss two vantage points agree");
        await Teams("ines", "propose");
        await bot.Until(e => e.OfType<IncidentEvent.Proposed>().Any(), Cancel);
    }

    private async Task Teams(string person, string line) => Assert.Equal(HttpStatusCode.OK, await bot.Send(bot.Command(person, room, line), Cancel));

    /// <summary>As Slack's own intake hands it on: the account is the same person's.</summary>
    private async Task Slack(string person, string line)
    {
        var there = await TeamsBot.Seen(() => bot.Slack.Posts.Select(p => p.Room).FirstOrDefault(r => r.StartsWith("slack-incident", StringComparison.Ordinal)), Cancel);
        var mapped = bot.Services.GetRequiredService<IncidentBot.People.ChatAccounts>().PersonOf("slack", $"T01TEST/U01{person.ToUpperInvariant()}")!;
        var said = new ChatInbound("slack", $"command/{++deliveries}", there, mapped, person, line, null, new Dictionary<string, string>(), DateTimeOffset.UtcNow);
        await bot.Services.GetRequiredService<IInbox>().Add(new InboxItem("chat", $"slack/{said.Delivery}", JsonSerializer.Serialize(said, WorkflowJson.Options), said.At), Cancel);
    }
}
