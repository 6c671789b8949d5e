using IncidentBot.Chat;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Slack away, the token revoked, a storm of 429: the incident goes on, and the room catches up whole, in order, the card once.</summary>
public sealed class SlackAbsenceTests : WithSlackBot
{
    [Fact]
    public async Task What_was_said_while_Slack_was_away_comes_whole_and_in_order_and_the_card_is_one()
    {
        var (room, card) = await bot.Declare(slack, "sev1 checkout is failing", Cancel);
        slack.Look(_ => room.Members.Add("U01INES"));
        slack.Down = true;
        await Severities(room, 6);
        var edits = slack.Look(_ => room.Edits);
        slack.Down = false;

        await CameInOrder(room, 6);
        Assert.Single(slack.Look(_ => room.Messages.Where(m => room.Pins.Contains(m.Ts)).ToList()), m => m.Ts == card.Ts);
        await SlackBotHost.Until(() => slack.Look(_ => room.Edits) > edits, Cancel);
        Assert.InRange(slack.Look(_ => room.Edits) - edits, 1, 5);
    }

    [Fact]
    public async Task An_incident_that_began_while_Slack_was_away_gets_its_room_and_card_afterwards()
    {
        var hall = await SlackBotHost.Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name == "incidents")), Cancel);
        slack.Down = true;
        await bot.Deliveries.Command(hall.Id, "U01INES", "declare sev1 checkout is failing", slack.Views.Trigger(), Cancel);

        // More often than a message looks for its room before it waits in earnest.
        var outbox = bot.Services.GetRequiredService<IOutbox>();
        await SlackBotHost.Until(() => outbox.Next([], DateTimeOffset.UtcNow.AddMinutes(1), 100, Cancel).GetAwaiter().GetResult().Any(e => e.Attempts > OutboxSender.Attempts), Cancel);
        slack.Down = false;

        var room = await SlackBotHost.Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name.StartsWith("inc-1-", StringComparison.Ordinal) && !x.Name.EndsWith("stakeholders", StringComparison.Ordinal))), Cancel);
        await SlackBotHost.Until(() => slack.Look(_ => room.Pins.Count == 1), Cancel);
        Assert.Equal("INC-1 is open", slack.Look(_ => room.Messages.First(m => !room.Pins.Contains(m.Ts)).Text[..13]));
    }

    [Fact]
    public async Task A_storm_of_429_loses_nothing()
    {
        var (room, _) = await bot.Declare(slack, "sev1 checkout is failing", Cancel);
        slack.Look(_ => room.Members.Add("U01INES"));
        slack.Limit("chat.postMessage", 3, 1);
        slack.Limit("chat.update", 3, 1);
        await Severities(room, 6);

        await CameInOrder(room, 6);
    }

    [Fact]
    public async Task A_restart_in_the_middle_posts_nothing_twice()
    {
        var (room, _) = await bot.Declare(slack, "sev1 checkout is failing", Cancel);
        slack.Look(_ => room.Members.Add("U01INES"));
        slack.LoseAnswer("chat.postMessage");
        await Severities(room, 4);
        await bot.DisposeAsync();
        bot = await SlackBotHost.Start(slack, folder, Cancel);

        await CameInOrder(room, 4);
    }

    private async Task Severities(StrictChannel room, int count)
    {
        for (var n = 1; n <= count; n++)
        {
            await bot.Deliveries.Command(room.Id, "U01INES", $"severity sev{(n % 2) + 1} because of reason {n}", slack.Views.Trigger(), Cancel);
        }

        await SlackBotHost.Until(() => bot.Events("INC-1", Cancel).GetAwaiter().GetResult().OfType<IncidentEvent.SeverityChanged>().Count() == count, Cancel);
    }

    private async Task CameInOrder(StrictChannel room, int count)
    {
        string[] Reasons() => slack.Look<string[]>(_ => [.. room.Messages.Where(m => m.OnlyTo is null && m.Text.Contains("eason ", StringComparison.Ordinal) && m.Blocks is null).Select(m => m.Text[^2..^1])]);
        await SlackBotHost.Until(() => Reasons().Length >= count, Cancel);
        Assert.Equal(Enumerable.Range(1, count).Select(n => $"{n}"), Reasons());
    }
}
