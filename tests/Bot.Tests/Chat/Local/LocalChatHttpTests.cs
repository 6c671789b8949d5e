using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using IncidentBot.Chat;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Local;

public sealed class LocalChatHttpTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private LocalChatServer server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await LocalChatServer.Start(Cancel);
        http.BaseAddress = server.Address;
        await server.Chat.OpenRoom(new RoomRequest("inc-1", "incident", "checkout", ["ines"]), "e1", Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        Directory.Delete(server.Folder, recursive: true);
    }

    [Fact]
    public async Task Talk_is_posted_to_the_room_and_not_sent_to_the_bot()
    {
        await Accepted("say", new { person = "ines", text = "who has the bridge?", delivery = "d1" });

        Assert.Empty(server.Inbox.Items);
        var said = Assert.Single(await Messages("dana"));
        Assert.Equal(("talk", "who has the bridge?", "ines"), (Word(said, "kind"), Word(said, "text"), Word(said, "author")));
    }

    [Theory]
    [InlineData("/incident declare sev1 checkout", "declare sev1 checkout", 0)]
    [InlineData("/Incident  status", "status", 0)]
    [InlineData("/incident", "help", 0)]
    [InlineData("@bot approve", "approve", 1)]
    public async Task A_line_to_the_bot_goes_to_the_inbox_without_its_address(string line, string command, int seenByOthers)
    {
        await Accepted("say", new { person = "ines", text = line, delivery = "d1" });

        var item = Assert.Single(server.Inbox.Items);
        Assert.Equal(("chat", "local/d1"), (item.Kind, item.Key));
        var inbound = server.Inbox.Inbound[0];
        Assert.Equal(
            ("local", "d1", "inc-1", "ines", "Ines Okafor · commander", command, null),
            (inbound.Platform, inbound.Delivery, inbound.Room, inbound.Person, inbound.PersonName, inbound.Text, inbound.Button));
        Assert.Single(await Messages("ines"));
        Assert.Equal(seenByOthers, (await Messages("dana")).Count);
    }

    [Theory]
    [InlineData("/incidents are many")]
    [InlineData("see /incident status")]
    [InlineData("@bottle is empty")]
    [InlineData("!status")]
    public async Task A_line_that_only_looks_like_a_command_is_talk(string line)
    {
        await Accepted("say", new { person = "ines", text = line, delivery = "d1" });

        Assert.Empty(server.Inbox.Items);
    }

    [Fact]
    public async Task Who_forgets_to_address_the_bot_is_told_so_alone()
    {
        await Accepted("say", new { person = "ines", text = "role take commander", delivery = "d1" });

        Assert.Empty(server.Inbox.Items);
        Assert.Equal(("talk", "role take commander"), (Word(Assert.Single(await Messages("dana")), "kind"), Word((await Messages("dana"))[0], "text")));
        Assert.Equal("That was said to the room alone. If it is for the bot, send it as `/incident role take commander`.", Word((await Messages("ines"))[1], "text"));
    }

    [Fact]
    public async Task A_delivery_sent_twice_is_taken_once_and_answered_the_same()
    {
        var line = new { person = "ines", text = "/incident status", delivery = "d1" };
        var first = await Accepted("say", line);
        var again = await Accepted("say", line);

        Assert.False(first.GetProperty("duplicate").GetBoolean());
        Assert.True(again.GetProperty("duplicate").GetBoolean());
        Assert.Equal(Word(first, "message"), Word(again, "message"));
        Assert.Single(server.Inbox.Items);
        Assert.Single(await Messages("ines"));
    }

    [Fact]
    public async Task A_press_carries_button_and_fields()
    {
        await Accepted("press", new { person = "dana", button = "b-1", fields = new { records = "4200", reason = "line one\r\nline two" }, delivery = "d1" });

        var inbound = Assert.Single(server.Inbox.Inbound);
        Assert.Equal(("b-1", null, "4200", "line one\nline two"), (inbound.Button, inbound.Text, inbound.Fields["records"], inbound.Fields["reason"]));
    }

    [Fact]
    public async Task A_pin_keeps_who_said_what_when()
    {
        var id = Word(await Accepted("say", new { person = "dana", text = "replica lag was 18 s", delivery = "d1" }), "message");

        await Accepted("pin", new { person = "ines", message = id, delivery = "d2" });

        var inbound = Assert.Single(server.Inbox.Inbound);
        Assert.Equal($"pin {id}", inbound.Text);
        Assert.Equal(("Dana Whitfield · data owner", "replica lag was 18 s", $"/#inc-1/{id}"), (inbound.Fields["author"], inbound.Fields["text"], inbound.Fields["link"]));
        Assert.True(DateTimeOffset.Parse(inbound.Fields["saidAt"], null) > DateTimeOffset.UtcNow.AddMinutes(-5));
        Assert.True(Assert.Single(await Messages("sam")).GetProperty("pinned").GetBoolean());
    }

    [Fact]
    public async Task A_whisper_cannot_be_pinned_by_others()
    {
        await server.Chat.Whisper("inc-1", "dana", new("answer", "secret"), "k1", Cancel);

        Assert.Contains("no such message", await Refused(404, "pin", """{"person":"ines","message":"m1","delivery":"d1"}"""), StringComparison.Ordinal);
        Assert.Empty(server.Inbox.Items);
    }

    [Theory]
    [InlineData(400, "say", "not json", "not JSON")]
    [InlineData(400, "say", "[1]", "JSON object")]
    [InlineData(400, "say", """{"person":"ines","person":"dana","text":"x","delivery":"d"}""", "twice")]
    [InlineData(400, "say", """{"person":"ines","delivery":"d"}""", "\"text\" must be a text")]
    [InlineData(400, "say", """{"person":"ines","text":"  ","delivery":"d"}""", "empty")]
    [InlineData(400, "say", """{"person":"ines","text":"\ud800","delivery":"d"}""", "broken characters")]
    [InlineData(400, "say", """{"person":"mallory","text":"x","delivery":"d"}""", "mallory")]
    [InlineData(400, "say", """{"person":"ines","text":"x","delivery":"d d"}""", "delivery")]
    [InlineData(400, "press", """{"person":"ines","button":"b","fields":[],"delivery":"d"}""", "fields")]
    [InlineData(400, "press", """{"person":"ines","button":"b","fields":{"n":1},"delivery":"d"}""", "fields")]
    [InlineData(400, "press", """{"person":"ines","delivery":"d"}""", "button")]
    [InlineData(404, "pin", """{"person":"ines","message":"m99","delivery":"d"}""", "no such message")]
    public async Task Bad_input_is_answered_with_a_sentence(int status, string what, string body, string expected)
    {
        Assert.Contains(expected, await Refused(status, what, body), StringComparison.Ordinal);
        Assert.Empty(server.Inbox.Items);
        Assert.Empty(await Messages("ines"));
    }

    [Fact]
    public async Task Too_long_a_line_and_too_large_a_request_are_refused()
    {
        Assert.Contains("4,000", await Refused(400, "say", JsonSerializer.Serialize(new { person = "ines", text = new string('x', 4001), delivery = "d" })), StringComparison.Ordinal);
        Assert.Contains("too large", await Refused(413, "say", JsonSerializer.Serialize(new { person = "ines", text = new string('x', 200_000), delivery = "d" })), StringComparison.Ordinal);
        await Accepted("say", new { person = "ines", text = new string('x', 4000), delivery = "d" });
    }

    [Fact]
    public async Task An_unknown_room_and_an_archived_room_are_refused()
    {
        var line = """{"person":"ines","text":"/incident status","delivery":"d"}""";
        Assert.Contains("no such room", await Refused(404, "say", line, "nowhere"), StringComparison.Ordinal);
        await server.Chat.Archive("inc-1", Cancel);

        Assert.Contains("archived", await Refused(409, "say", line), StringComparison.Ordinal);
        Assert.Contains("archived", await Refused(409, "press", """{"person":"ines","button":"b","delivery":"d"}"""), StringComparison.Ordinal);
        Assert.Empty(server.Inbox.Items);
    }

    [Fact]
    public async Task What_the_inbox_cannot_take_is_not_shown_as_taken()
    {
        server.Inbox.Unavailable = true;
        Assert.Contains("again", await Refused(503, "say", """{"person":"ines","text":"/incident status","delivery":"d"}"""), StringComparison.Ordinal);
        Assert.Empty(await Messages("ines"));
    }

    private async Task<JsonElement> Accepted(string what, object body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri($"/chat/rooms/inc-1/{what}", UriKind.Relative), body, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private async Task<string> Refused(int status, string what, string body, string room = "inc-1")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"/chat/rooms/{room}/{what}", UriKind.Relative), content, Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        return Word(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel), "error");
    }

    private async Task<IReadOnlyList<JsonElement>> Messages(string person) =>
        [.. (await http.GetFromJsonAsync<JsonElement>($"/chat/rooms/inc-1/messages?person={person}", Cancel)).GetProperty("messages").EnumerateArray()];

    private static string Word(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
