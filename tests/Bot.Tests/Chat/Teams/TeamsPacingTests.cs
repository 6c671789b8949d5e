using IncidentBot.Bot.Tests.Store;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams.Connector;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

public sealed class TeamsPacingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly ManualTime clock = new(Start);
    private readonly TeamsPacing pacing;

    public TeamsPacingTests() => pacing = new TeamsPacing(clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Seven_go_out_at_once_and_another_thread_is_not_held_up()
    {
        Assert.All(Enumerable.Range(0, 7), _ => Assert.True(pacing.Turn("a", Cancel).IsCompletedSuccessfully));
        Assert.False(pacing.Turn("a", Cancel).IsCompleted);
        Assert.True(pacing.Turn("b", Cancel).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task No_window_of_any_length_is_exceeded_over_an_hour_and_a_half()
    {
        var sent = new List<DateTimeOffset>();
        while (clock.GetUtcNow() < Start + TimeSpan.FromMinutes(90))
        {
            try
            {
                var turn = pacing.Turn("a", Cancel);
                while (!turn.IsCompleted)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(100));
                    await Task.Yield();
                }

                await turn;
                sent.Add(clock.GetUtcNow());
            }
            catch (ChatUnavailableException e)
            {
                clock.Advance(e.RetryAfter);
            }
        }

        foreach (var (most, within) in new[] { (7, 1), (8, 2), (60, 30), (1_800, 3_600) })
        {
            Assert.DoesNotContain(sent.Zip(sent.Skip(most)), p => p.Second - p.First < TimeSpan.FromSeconds(within));
        }

        Assert.True(sent.Count is > 1_800 and <= 3_600, $"{sent.Count} were sent in an hour and a half");
    }

    [Fact]
    public async Task What_Teams_asked_to_wait_for_is_waited_for_by_the_outbox()
    {
        Assert.Equal(TimeSpan.FromSeconds(40), pacing.Limited("a", TimeSpan.FromSeconds(40)).RetryAfter);
        var refused = await Assert.ThrowsAsync<ChatUnavailableException>(() => pacing.Turn("a", Cancel));
        Assert.Equal(TimeSpan.FromSeconds(40), refused.RetryAfter);
        Assert.True(pacing.Turn("b", Cancel).IsCompletedSuccessfully);

        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.True(pacing.Turn("a", Cancel).IsCompletedSuccessfully);
    }
}
