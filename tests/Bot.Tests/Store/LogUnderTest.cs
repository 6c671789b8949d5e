using Microsoft.Extensions.Logging;

namespace IncidentBot.Bot.Tests.Store;

/// <summary>Counts what was logged as an error.</summary>
internal sealed class LogUnderTest<T> : ILogger<T>
{
    private int errors;

    internal int Errors => Volatile.Read(ref errors);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error) Interlocked.Increment(ref errors);
    }
}

/// <summary>Waits on a condition, not longer than a minute and a half.</summary>
internal static class Eventually
{
    internal static async Task Holds(Func<Task<bool>> condition, string what, CancellationToken cancel)
    {
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(90);
        while (!await condition())
        {
            if (DateTimeOffset.UtcNow > deadline) throw new TimeoutException($"Not in time: {what}.");
            await Task.Delay(10, cancel);
        }
    }

    internal static Task Holds(Func<bool> condition, string what, CancellationToken cancel) => Holds(() => Task.FromResult(condition()), what, cancel);
}
