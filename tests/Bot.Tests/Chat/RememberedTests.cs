using IncidentBot.Bot.Tests.Store;
using IncidentBot.Chat;
using IncidentBot.Chat.Local;
using IncidentBot.Chat.Slack.Inbound;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

/// <summary>What chats make the bot remember or do has a bound.</summary>
public sealed class RememberedTests
{
    [Fact]
    public void No_more_is_remembered_than_may_be_and_what_is_new_always_is()
    {
        var names = new Remembered<string>(3, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < 1_000; i++)
        {
            names[$"u{i}"] = $"name {i}";
            Assert.InRange(names.Count, 1, 3);
            Assert.Equal($"name {i}", names.Find($"U{i}"));
        }

        names["u999"] = "changed";
        Assert.Equal(("changed", null, "otherwise"), (names.Find("u999"), names.Find("u0"), names.Find("u0", "otherwise")));
    }

    [Fact]
    public async Task Only_so_many_pages_read_the_local_chat_at_a_time()
    {
        var stream = new ChatStream(null!, null!, null!, TimeProvider.System, NullLogger<ChatStream>.Instance);
        var pages = Enumerable.Range(0, ChatStream.MostReaders).Select(_ => new Page()).ToList();
        Assert.All(pages, p => Assert.True(stream.Join(p.Http)));
        Assert.False(stream.Join(new Page().Http));
        await pages[0].Close();
        Assert.True(stream.Join(new Page().Http));
        Assert.False(stream.Join(new Page().Http));
    }

    [Fact]
    public async Task Only_so_much_is_done_at_a_time_after_deliveries_of_Slack()
    {
        using var after = new SlackAfter(NullLogger<SlackAfter>.Instance);
        var (begun, free) = (0, new TaskCompletionSource());
        for (var i = 0; i < SlackAfter.Most + 50; i++)
        {
            after.Run(_ =>
            {
                Interlocked.Increment(ref begun);
                return free.Task;
            });
        }

        await Eventually.Holds(() => Volatile.Read(ref begun) == SlackAfter.Most, "begun", TestContext.Current.CancellationToken);
        free.SetResult();
        await Eventually.Holds(
            () =>
            {
                after.Run(_ =>
                {
                    Interlocked.Increment(ref begun);
                    return Task.CompletedTask;
                });
                return Volatile.Read(ref begun) > SlackAfter.Most;
            },
            "room again", TestContext.Current.CancellationToken);
    }

    /// <summary>A request that ends when it is told to.</summary>
    private sealed class Page : HttpResponseFeature
    {
        private readonly List<(Func<object, Task> Do, object State)> ends = [];

        internal Page()
        {
            Http = new DefaultHttpContext();
            Http.Features.Set<IHttpResponseFeature>(this);
        }

        internal HttpContext Http { get; }

        public override void OnCompleted(Func<object, Task> callback, object state) => ends.Add((callback, state));

        internal async Task Close()
        {
            foreach (var (end, state) in ends)
            {
                await end(state);
            }
        }
    }
}
