using IncidentBot.Bot.Tests.Store;
using IncidentBot.Chat;
using IncidentBot.Store;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

public sealed class PacingTests
{
    private readonly ManualTime clock = new(new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly Pacing pacing;

    public PacingTests() => pacing = new Pacing(clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alarm_post_that_went_out_late_puts_off_the_next_by_a_whole_second()
    {
        Assert.True(Turn(Alarm).IsCompletedSuccessfully);
        clock.Advance(TimeSpan.FromSeconds(0.9));
        pacing.Delivered(Alarm);
        var next = Turn(Alarm);
        clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        await next.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    [Fact]
    public void A_decision_does_not_wait_for_a_late_alarm_post()
    {
        Assert.True(Turn(Alarm).IsCompletedSuccessfully);
        pacing.Delivered(Alarm);
        Assert.True(Turn(Decision).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Twenty_decisions_go_out_at_once_and_the_next_waits_a_second()
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.True(Turn(Decision).IsCompletedSuccessfully);
            pacing.Delivered(Decision);
        }

        var next = Turn(Decision);
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await next.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    [Fact]
    public void A_card_that_found_no_room_yet_has_its_turn_still()
    {
        var card = Decision with { Kind = OutboxKinds.Card };
        Assert.True(Turn(card).IsCompletedSuccessfully);
        pacing.GivenBack(card);
        Assert.True(Turn(card).IsCompletedSuccessfully);
        Assert.False(Turn(card).IsCompleted);
    }

    private static OutboxEntry Alarm => Entry(OutboxPriority.Alarm);

    private static OutboxEntry Decision => Entry(OutboxPriority.State);

    private Task Turn(OutboxEntry entry) => pacing.Wait(entry, Cancel);

    private static OutboxEntry Entry(OutboxPriority priority) =>
        new(1, "k", "local/INC-1/incident", OutboxKinds.Post, "", priority, null, default, 0);
}
