using System.Text.RegularExpressions;
using IncidentBot.Chat.Slack.Api;
using IncidentBot.Store;

namespace IncidentBot.Chat.Slack;

/// <summary>Channels: made once per key, taken names with a suffix, and the incidents channel that is found, joined or made.</summary>
internal sealed partial class SlackRooms(SlackClient slack, SlackMemory memory, SlackBot bot, SlackOptions options, ILogger<SlackRooms> log) : IDisposable
{
    private const string Kind = "room";
    private const int LongestName = 80;
    private const int MostSuffixes = 100;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>Rooms of one name wait for each other; two names share a turn by chance.</summary>
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];
    private bool joined;

    /// <summary>Opens the channel of a key, or answers the one that the key opened. Slack's refusals come through.</summary>
    internal async Task<SlackRoom> Open(string wanted, string key, bool isPrivate, CancellationToken cancel)
    {
        // By name: two rooms of an incident do not wait for each other, two of one name do.
        var turn = turns[(uint)string.GetHashCode(wanted, StringComparison.Ordinal) % turns.Length];
        await turn.WaitAsync(cancel);
        try
        {
            var intent = await memory.Find(Kind, "", key, cancel);
            if (intent?.Result is { } known)
            {
                return new SlackRoom(known, intent.Asked);
            }

            // A crash after the channel was made and before its id was kept: it has our name, and we made it.
            if (intent is not null && await Mine(intent, cancel) is { } made)
            {
                await memory.Keep(Kind, "", key, made.Id, cancel);
                return made;
            }

            for (var n = 1; n <= MostSuffixes; n++)
            {
                var name = Suffixed(wanted, n);
                await memory.Intend(Kind, "", key, name, cancel);
                try
                {
                    var channel = (await slack.Call<ChannelAnswer>(SlackMethod.Create, new CreateChannel(name, isPrivate), cancel)).Channel;
                    await memory.Keep(Kind, "", key, channel.Id, CancellationToken.None);
                    return new SlackRoom(channel.Id, name);
                }
                catch (SlackErrorException e) when (e.Error == "name_taken")
                {
                    // The next suffix is tried.
                }
                catch (Exception e) when (e is SlackErrorException || (e is ChatUnavailableException && !e.Data.Contains(SlackClient.MayHaveHappened)))
                {
                    await memory.Forget(Kind, "", key, cancel);
                    throw;
                }
            }

            throw new SlackErrorException(SlackMethod.Create.Name, "name_taken", null);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The incidents channel's id, if it is known without asking.</summary>
    internal async Task<string?> KnownIncidents(CancellationToken cancel) => ChannelId().IsMatch(options.IncidentsChannel)
        ? options.IncidentsChannel
        : (await memory.Find(Kind, "", "incidents/" + options.IncidentsChannel, cancel))?.Result;

    /// <summary>The incidents channel: the configured id, or the channel of that name, joined, or made where there is none.</summary>
    internal async Task<SlackRoom> Incidents(CancellationToken cancel)
    {
        var wanted = options.IncidentsChannel;
        if (ChannelId().IsMatch(wanted))
        {
            if (!joined)
            {
                await Join(wanted, cancel);
                joined = true;
            }

            return new SlackRoom(wanted, wanted);
        }

        if (await memory.Find(Kind, "", "incidents/" + wanted, cancel) is { Result: { } known })
        {
            return new SlackRoom(known, wanted);
        }

        var found = (await All(c => c.Name == wanted && !c.IsArchived, cancel))?.Id;
        if (found is null)
        {
            return await Open(wanted, "incidents/" + wanted, false, cancel);
        }

        await memory.Intend(Kind, "", "incidents/" + wanted, wanted, cancel);
        await Join(found, cancel);
        await memory.Keep(Kind, "", "incidents/" + wanted, found, cancel);
        return new SlackRoom(found, wanted);
    }

    /// <summary>Whether channels of this kind are private: stakeholders come by themselves, and find a public one alone.</summary>
    internal bool IsPrivate(string kind) => options.PrivateRooms && kind == RoomBook.Incident;

    public void Dispose()
    {
        foreach (var turn in turns)
        {
            turn.Dispose();
        }
    }

    private async Task Join(string channel, CancellationToken cancel)
    {
        try
        {
            await slack.Call<Nothing>(SlackMethod.Join, new OfChannel(channel), cancel);
        }
        catch (SlackErrorException e)
        {
            // It may be in there already, or be invited by hand.
            log.LogWarning("The bot could not join {Channel} ({Error}): {Remedy}", channel, e.Error, e.Remedy);
        }
    }

    private async Task<SlackRoom?> Mine(Intent intent, CancellationToken cancel)
    {
        var self = (await bot.Self(cancel)).UserId;
        var earliest = (intent.At - Skew).ToUnixTimeSeconds();
        var mine = await All(c => c.Name == intent.Asked && c.Creator == self && c.Created >= earliest, cancel);
        return mine is null || await memory.IsRoom(mine.Id, cancel) ? null : new SlackRoom(mine.Id, intent.Asked);
    }

    private async Task<SlackChannel?> All(Func<SlackChannel, bool> wanted, CancellationToken cancel)
    {
        var cursor = "";
        do
        {
            ChannelsAnswer page;
            try
            {
                page = await slack.Call<ChannelsAnswer>(SlackMethod.List, new ListChannels(options.PrivateRooms ? "public_channel,private_channel" : "public_channel", 1000, cursor), cancel);
            }
            catch (SlackErrorException e) when (e.Error is "missing_scope" or "unknown_method")
            {
                log.LogWarning("Slack's channels cannot be listed ({Error}): {Remedy}", e.Error, e.Remedy);
                return null;
            }

            if (page.Channels.FirstOrDefault(wanted) is { } found)
            {
                return found;
            }

            cursor = page.ResponseMetadata?.NextCursor ?? "";
        }
        while (cursor.Length > 0);
        return null;
    }

    private static string Suffixed(string wanted, int n)
    {
        var suffix = n == 1 ? "" : $"-{n}";
        return wanted[..Math.Min(wanted.Length, LongestName - suffix.Length)].TrimEnd('-') + suffix;
    }

    [GeneratedRegex(@"\AC[A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ChannelId();
}

/// <summary>A channel by id, with the name that it was opened under.</summary>
internal sealed record SlackRoom(string Id, string Name);
