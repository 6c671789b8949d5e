using System.Net.ServerSentEvents;
using System.Text.Json;
using IncidentBot.Chat;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Local;

public sealed class LocalChatStreamTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private LocalChatServer server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await LocalChatServer.Start(Cancel);
        await server.Chat.OpenRoom(new RoomRequest("inc-1", "incident", "checkout", []), "e1", Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        Directory.Delete(server.Folder, recursive: true);
    }

    [Fact]
    public async Task The_stream_begins_with_the_servers_time_and_what_was_missed()
    {
        await server.Chat.Post("inc-1", new("state", "fenced"), "k1", Cancel);

        var events = await Read("?person=ines&after=0", 3);

        Assert.Equal(["hello", "room", "message"], events.Select(e => e.EventType));
        Assert.True(DateTimeOffset.Parse(Word(events[0], "now"), null) > DateTimeOffset.UtcNow.AddMinutes(-5));
        Assert.Equal(["1", "2"], events.Skip(1).Select(e => e.EventId));
        Assert.Equal("fenced", Word(events[2], "text"));
    }

    [Fact]
    public async Task A_change_reaches_an_open_stream()
    {
        var reading = Read("?person=ines&after=1", 2);
        await server.Chat.Post("inc-1", new("state", "promoted"), "k1", Cancel);

        Assert.Equal("promoted", Word((await reading)[1], "text"));
    }

    [Fact]
    public async Task Last_event_id_resumes_behind_what_was_seen()
    {
        var id = await server.Chat.Post("inc-1", new("state", "one"), "k1", Cancel);
        await server.Chat.Post("inc-1", new("state", "two"), "k2", Cancel);
        await server.Chat.Edit("inc-1", id, new("state", "one, edited"), Cancel);

        // Change 2 was "one"; its edit is change 4, so that is how it comes again.
        var events = await Read("?person=ines&after=0", 3, lastEventId: "2");

        Assert.Equal(["two", "one, edited"], events.Skip(1).Select(e => Word(e, "text")));
    }

    [Fact]
    public async Task Whispers_to_others_are_not_in_the_stream()
    {
        await server.Chat.Whisper("inc-1", "dana", new("refusal", "for dana"), "k1", Cancel);
        await server.Chat.Post("inc-1", new("state", "for all"), "k2", Cancel);

        Assert.Equal("for all", Word((await Read("?person=ines&after=1", 2))[1], "text"));
        Assert.Equal("for dana", Word((await Read("?person=dana&after=1", 2))[1], "text"));
        Assert.Equal("for all", Word((await Read("?after=1", 2))[1], "text"));
    }

    [Fact]
    public async Task More_than_one_batch_arrives_in_order_and_without_gaps()
    {
        for (var n = 0; n < 450; n++)
        {
            await server.Chat.Post("inc-1", new("talk", $"{n}"), $"k{n}", Cancel);
        }

        var events = await Read("?person=ines&after=1", 451);

        Assert.Equal(Enumerable.Range(0, 450).Select(n => $"{n}"), events.Skip(1).Select(e => Word(e, "text")));
    }

    [Fact]
    public async Task A_stop_of_the_host_does_not_wait_for_open_streams()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/chat/stream?person=ines&after=0"));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancel);

        await server.Stop(Cancel);

        // The end of the stream is clean: were the connection cut by force, this would throw.
        using var rest = new StreamReader(stream);
        Assert.Contains("event: hello", await rest.ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<SseItem<string>>> Read(string query, int count, string? lastEventId = null)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        enough.CancelAfter(TimeSpan.FromSeconds(60));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/chat/stream" + query));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
        await using var stream = await answer.Content.ReadAsStreamAsync(enough.Token);
        var events = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(enough.Token))
        {
            if (item.EventType != "beat")
            {
                events.Add(item);
            }

            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }

    private static string Word(SseItem<string> item, string name)
    {
        using var json = JsonDocument.Parse(item.Data);
        return json.RootElement.GetProperty(name).GetString()!;
    }
}
