using IncidentBot.Chat.Teams.Connector;

namespace IncidentBot.Chat.Teams;

/// <summary>Does a thing once per key, although the connector knows no keys: the intent is durable first, and the result after.</summary>
/// <remarks>
/// A crash, or an answer that was lost, between the two leaves an intent without a result. A bot cannot read a thread to look for what it
/// posted, so that it is posted again then: twice rather than never.
/// </remarks>
internal sealed class TeamsOnce(TeamsMemory memory)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Turn> turns = new(StringComparer.Ordinal);

    /// <param name="asked">What is asked for, in words that the kind is looked up by; may be empty.</param>
    internal async Task<string> Do(string kind, string room, string key, string asked, Func<Task<string>> act, CancellationToken cancel)
    {
        var name = $"{kind}/{room}/{key}";
        var turn = Enter(name);
        try
        {
            await turn.Free.WaitAsync(cancel);
            try
            {
                return await Act(kind, room, key, asked, act, cancel);
            }
            finally
            {
                turn.Free.Release();
            }
        }
        finally
        {
            Leave(name, turn);
        }
    }

    private async Task<string> Act(string kind, string room, string key, string asked, Func<Task<string>> act, CancellationToken cancel)
    {
        var before = await memory.Find(kind, room, key, cancel);
        if (before?.Result is { } known)
        {
            return known;
        }

        if (before is null)
        {
            await memory.Intend(kind, room, key, asked, cancel);
        }

        string result;
        try
        {
            result = await act();
        }
        catch (Exception e) when (e is TeamsErrorException or ChatRefusedException || (e is ChatUnavailableException && !e.Data.Contains(TeamsCalls.MayHaveHappened)))
        {
            await memory.Forget(kind, room, key, CancellationToken.None);
            throw;
        }

        await memory.Keep(kind, room, key, result, CancellationToken.None);
        return result;
    }

    private Turn Enter(string name)
    {
        lock (gate)
        {
            var turn = turns.TryGetValue(name, out var present) ? present : turns[name] = new Turn();
            turn.Users++;
            return turn;
        }
    }

    private void Leave(string name, Turn turn)
    {
        lock (gate)
        {
            if (--turn.Users == 0)
            {
                turns.Remove(name);
                turn.Free.Dispose();
            }
        }
    }

    /// <summary>Who does, or waits to do, the same thing.</summary>
    private sealed class Turn
    {
        internal SemaphoreSlim Free { get; } = new(1, 1);

        internal int Users { get; set; }
    }
}
