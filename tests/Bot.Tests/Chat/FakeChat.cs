using System.Collections.Concurrent;
using IncidentBot.Chat;

namespace IncidentBot.Bot.Tests.Chat;

/// <summary>A chat that only remembers what it was asked to do, each key once.</summary>
internal sealed class FakeChat(string name) : IChatPlatform
{
    private readonly ConcurrentDictionary<string, string> done = new(StringComparer.Ordinal);

    public string Name => name;

    internal ConcurrentQueue<(string Room, ChatPost Post)> Posts { get; } = new();

    internal ConcurrentQueue<(string Room, string Person, ChatPost Post)> Whispers { get; } = new();

    internal ConcurrentQueue<(string Room, string Message, ChatPost Post)> Edits { get; } = new();

    internal ConcurrentQueue<string> Archived { get; } = new();

    /// <summary>Rooms by kind and name: "teams-incident-inc-1-checkout".</summary>
    internal ConcurrentQueue<string> Rooms { get; } = new();

    /// <summary>While true, nothing can be reached.</summary>
    internal volatile bool Down;

    public Task<OpenedRoom> OpenRoom(RoomRequest request, string key, CancellationToken cancel)
    {
        var room = Once(key, () =>
        {
            Rooms.Enqueue($"{name}-{request.Kind}-{request.Name}");
            return $"{name}-{request.Kind}-{request.Name}";
        });
        return Task.FromResult(new OpenedRoom(room, request.Name, []));
    }

    public Task<string> Post(string room, ChatPost post, string key, CancellationToken cancel) => Task.FromResult(Once(key, () =>
    {
        Posts.Enqueue((room, post));
        return $"m{Posts.Count}";
    }));

    public Task Edit(string room, string message, ChatPost post, CancellationToken cancel)
    {
        Reach();
        Edits.Enqueue((room, message, post));
        return Task.CompletedTask;
    }

    public Task Pin(string room, string message, CancellationToken cancel) => Task.CompletedTask;

    public Task Whisper(string room, string person, ChatPost post, string key, CancellationToken cancel)
    {
        Once(key, () =>
        {
            Whispers.Enqueue((room, person, post));
            return "w";
        });
        return Task.CompletedTask;
    }

    public Task Archive(string room, CancellationToken cancel)
    {
        Reach();
        Archived.Enqueue(room);
        return Task.CompletedTask;
    }

    private string Once(string key, Func<string> act)
    {
        Reach();
        lock (done)
        {
            return done.TryGetValue(key, out var before) ? before : done[key] = act();
        }
    }

    private void Reach()
    {
        if (Down)
        {
            throw new ChatUnavailableException($"{name} is away.", TimeSpan.FromMilliseconds(100));
        }
    }
}
