using Xunit;

namespace IncidentBot.Acceptance.Slack;

/// <summary>Waits for something that another process brings about.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <param name="otherwise">What is shown when it does not come.</param>
    internal static async Task<T> For<T>(Func<Task<T?>> look, Func<string> otherwise, CancellationToken cancel)
        where T : class
    {
        for (var until = DateTimeOffset.UtcNow + Patience; DateTimeOffset.UtcNow < until;)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(50, cancel);
        }

        Assert.Fail($"What was waited for did not come.\n{otherwise()}");
        throw new InvalidOperationException();
    }
}
