using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public abstract partial class StoreCompliance
{
    [Fact]
    public async Task A_checkpoint_moves_forward_only_and_survives()
    {
        Assert.Equal(0, await Store.Checkpoints.Read("chat", Cancel));
        await Store.Checkpoints.Write(new("chat", 7), Cancel);
        await Store.Checkpoints.Write(new("chat", 5), Cancel);
        await Store.Checkpoints.Write(new("wakeups", 3), Cancel);
        await Store.Crash();
        Assert.Equal(7, await Store.Checkpoints.Read("chat", Cancel));
        Assert.Equal(3, await Store.Checkpoints.Read("wakeups", Cancel));
    }

    [Fact]
    public async Task A_crash_between_append_and_publish_repeats_no_message_and_loses_none()
    {
        await Append("INC-1", 0, "one", "two", "three");
        var first = (await Events.ReadAll(0, 1, Cancel))[0];
        await Outbox.Enqueue([Message($"{first.Position}")], new("chat", first.Position), Cancel);
        await Store.Crash();

        // The follower begins again: once from its checkpoint, and once as if the checkpoint had been lost.
        var position = await Store.Checkpoints.Read("chat", Cancel);
        Assert.Equal(first.Position, position);
        foreach (var from in new[] { position, 0 })
        {
            foreach (var e in await Events.ReadAll(from, 99, Cancel)) await Outbox.Enqueue([Message($"{e.Position}")], new("chat", e.Position), Cancel);
        }

        var all = await Events.ReadAll(0, 99, Cancel);
        Assert.Equal(all[^1].Position, await Store.Checkpoints.Read("chat", Cancel));
        Assert.Equal(all.Select(e => $"{e.Position}"), await Drain());
    }

    [Fact]
    public async Task Messages_and_checkpoint_are_stored_together_or_not_at_all()
    {
        var broken = Message("2") with { Payload = null! };
        await Assert.ThrowsAnyAsync<Exception>(() => Outbox.Enqueue([Message("1"), broken], new("chat", 9), Cancel));
        Assert.Empty(await Next());
        Assert.Equal(0, await Store.Checkpoints.Read("chat", Cancel));
    }

    /// <summary>Waits for a condition, up to the deadline.</summary>
    private static async Task Until(Func<bool> condition)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(end) < Deadline, "The condition did not come about.");
            await Task.Delay(5, Cancel);
        }
    }
}
