using IncidentBot.Store.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IncidentBot.Bot.Tests.Store.Postgres;

/// <summary>A lease that is held, without a database: what counts is this node's own clock.</summary>
public sealed class HeldLeaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_renewal_that_neither_answers_nor_ends_does_not_keep_the_lease_from_being_over()
    {
        var silent = new TaskCompletionSource<bool>();
        var asked = new TaskCompletionSource();
        var terms = new LeaseTerms("node", TimeSpan.FromMilliseconds(1500), TimeSpan.FromMilliseconds(100));
        var held = new HeldLease(7, TimeProvider.System.GetTimestamp(), terms, TimeProvider.System, (_, _) =>
        {
            asked.TrySetResult();
            return silent.Task;
        }, NullLogger.Instance);
        held.Begin();
        await asked.Task.WaitAsync(Cancel);

        // By itself: nobody asks for the term meanwhile.
        await Eventually.Holds(() => held.Over.IsCancellationRequested, "over", Cancel);
        Assert.Null(held.Term);
        silent.SetResult(true);
        await held.DisposeAsync();
        Assert.Null(held.Term);
    }
}
