namespace IncidentBot.Bot.Tests.Conventions.Samples.Chat
{
    internal static class Called
    {
        internal static int Number() => 7;
    }

    internal sealed class Held;
}

namespace IncidentBot.Bot.Tests.Conventions.Samples.Alarms
{
    /// <summary>Breaks every convention, so that each test can show that it would notice.</summary>
    internal sealed class Caller
    {
        internal List<Chat.Held?[]> Kept { get; } = [];

        internal static async Task<int> Call(CancellationToken cancel)
        {
            await Task.Delay(1, cancel);
            return Chat.Called.Number();
        }
    }

#pragma warning disable CA1852, CA1068 // Wrong on purpose.
    internal class OpenForInheritance;

    internal sealed class SampleManager
    {
        internal static async Task Deaf() => await Task.Yield();

        internal static async Task NotLast(CancellationToken cancel, int other) => await Task.Delay(other, cancel);

        internal static async Task Optional(CancellationToken cancel = default) => await Task.Delay(1, cancel);
    }
}
