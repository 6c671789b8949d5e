using IncidentBot.Acceptance.Demo;
using IncidentBot.Chat;
using IncidentBot.Chat.Slack;
using IncidentBot.Chat.Slack.Api;
using IncidentBot.People;
using IncidentBot.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Acceptance.Slack;

/// <summary>Rooms against a Web API that refuses as Slack does, with Slack's errors.</summary>
public sealed class StrictRoomTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private readonly List<IDisposable> owned = [];
    private readonly List<SqliteStore> stores = [];
    private Emulate emulate = null!;
    private Dictionary<string, string> users = [];
    private string team = "";

    public static bool Present => Emulate.Present;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Present)
        {
            emulate = await Emulate.Start(folder.Path, Cancel);
            team = (string)(await emulate.Ask("auth.test", Cancel))["team_id"]!;
            users = (await emulate.Ask("users.list", Cancel))["members"]!.AsArray().ToDictionary(m => (string)m!["name"]!, m => (string)m!["id"]!);
            users["ghost"] = "U0NOBODY";
        }
    }

    public async ValueTask DisposeAsync()
    {
        owned.ForEach(o => o.Dispose());
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        if (emulate is not null)
        {
            await emulate.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact(SkipUnless = nameof(Present), Skip = Emulate.Missing)]
    public async Task A_room_gets_its_name_topic_people_card_and_bookmark_and_is_archived()
    {
        var chat = Chat(Emulate.Full);
        var request = new RoomRequest("inc-1-checkout", RoomBook.Incident, "sev1 · checkout fails", ["maya", "dario", "ghost"]);
        var taken = await chat.OpenRoom(request, "other", Cancel);
        var room = await chat.OpenRoom(request, "mine", Cancel);
        Assert.Equal(("inc-1-checkout", "inc-1-checkout-2"), (taken.Name, room.Name));
        await emulate.Ask("conversations.invite", Cancel, ("channel", room.Room), ("users", users["dario"]));

        var troubles = await chat.Furnish(room.Room, request, "furnish", Cancel);
        var card = await chat.Post(room.Room, new ChatPost("state", "The card"), "card", Cancel);
        await chat.Pin(room.Room, card, Cancel);
        await chat.Pin(room.Room, card, Cancel);
        await chat.Furnish(room.Room, request with { Card = card }, "card", Cancel);

        Assert.Equal("could not invite ghost (user_not_found).", Assert.Single(troubles).Problem);
        Assert.Equal("Check the person's account in People:List, and invite them by hand.", troubles[0].Remedy);
        var channel = (await emulate.Ask("conversations.info", Cancel, ("channel", room.Room)))["channel"]!;
        Assert.Equal("sev1 · checkout fails", (string?)channel["topic"]!["value"]);
        Assert.StartsWith("Incident room, by IncidentBot.", (string?)channel["purpose"]!["value"], StringComparison.Ordinal);
        var members = (await emulate.Ask("conversations.members", Cancel, ("channel", room.Room)))["members"]!.AsArray().Select(m => (string)m!);
        Assert.Equal(new[] { Emulate.Bot, users["maya"], users["dario"] }.Order(), members.Order());
        Assert.Single((await emulate.Ask("pins.list", Cancel, ("channel", room.Room)))["items"]!.AsArray());
        Assert.Equal("Incident card", (string?)Assert.Single((await emulate.Ask("bookmarks.list", Cancel, ("channel_id", room.Room)))["bookmarks"]!.AsArray())!["title"]);

        await chat.Archive(room.Room, Cancel);
        await chat.Archive(room.Room, Cancel);
        Assert.True((bool?)(await emulate.Ask("conversations.info", Cancel, ("channel", room.Room)))["channel"]!["is_archived"]);
    }

    [Fact(SkipUnless = nameof(Present), Skip = Emulate.Missing)]
    public async Task A_channel_that_somebody_archived_is_opened_again()
    {
        var chat = Chat(Emulate.Full);
        var room = await chat.OpenRoom(new RoomRequest("inc-2-checkout", RoomBook.Incident, "", []), "open", Cancel);
        await emulate.Ask("conversations.archive", Cancel, ("channel", room.Room));

        await chat.Post(room.Room, new ChatPost("state", "It goes on."), "news", Cancel);

        var said = (await emulate.Ask("conversations.history", Cancel, ("channel", room.Room)))["messages"]!.AsArray();
        Assert.Contains(said, m => (string?)m!["text"] == "It goes on.");
    }

    [Fact(SkipUnless = nameof(Present), Skip = Emulate.Missing)]
    public async Task A_scope_that_is_missing_is_named_once_and_the_incident_goes_on_in_the_incidents_channel()
    {
        var chat = Chat(Emulate.Poor);
        var request = new RoomRequest("inc-3-checkout", RoomBook.Incident, "sev1", ["maya", "dario"]);
        var room = await chat.OpenRoom(request, "open", Cancel);
        var own = await Chat(Emulate.Full, "full").OpenRoom(request, "open", Cancel);
        var troubles = await chat.Furnish(own.Room, request, "furnish", Cancel);
        var card = await chat.Post(own.Room, new ChatPost("state", "The card"), "card", Cancel);
        var pin = await Assert.ThrowsAsync<ChatRefusedException>(() => chat.Pin(own.Room, card, Cancel));

        Assert.Equal("incidents", room.Name);
        Assert.Equal(("could not create the channel inc-3-checkout: it goes on in incidents (missing_scope).", Manage), room.Troubles.Select(t => (t.Problem, t.Remedy)).Single());
        Assert.Equal(("could not set the topic, set the purpose, invite maya, invite dario (missing_scope).", Manage), troubles.Select(t => (t.Problem, t.Remedy)).Single());
        Assert.Equal(["set the topic", "set the purpose", "invite maya", "invite dario"], troubles[0].Parts);
        Assert.Equal(("The message was not pinned (missing_scope).", "Add the scope pins:write to the app and install it again."), (pin.Message, pin.Remedy));
    }

    private const string Manage = "Add the scope channels:manage to the app and install it again.";

    private SlackChat Chat(string token, string data = "slack")
    {
        var options = new SlackOptions { Enabled = true, BotToken = token, SigningSecret = "secret", TeamId = team, AppId = "A01APP", ApiUrl = emulate.Api.ToString() };
        var (http, rates) = (new HttpClient(), new SlackRates(TimeProvider.System));
        var store = SqliteStore.Open(Path.Combine(folder.Path, data), TimeProvider.System);
        var memory = new SlackMemory(store.Intents, TimeProvider.System);
        owned.AddRange([http, rates]);
        stores.Add(store);
        var client = new SlackClient(http, options, new SlackSecrets(options), rates);
        var people = new PeopleOptions { List = [.. users.Select(u => new PersonOptions { Id = u.Key, Name = u.Key, Accounts = { ["slack"] = $"{team}/{u.Value}" } })] };
        var rooms = new SlackRooms(client, memory, new SlackBot(client), options, NullLogger<SlackRooms>.Instance);
        var accounts = new SlackAccounts(new ChatAccounts(new Given(people)), client, options);
        var furnishing = new SlackFurnishing(client, memory, accounts, new SlackGroups(client, new SlackUsers(client), options, NullLogger<SlackGroups>.Instance));
        return new SlackChat(client, memory, new SlackPosts(client, memory), rooms, furnishing, new SlackUploads(client, memory), accounts, NullLogger<SlackChat>.Instance);
    }

    private sealed class Given(PeopleOptions people) : IOptionsMonitor<PeopleOptions>
    {
        public PeopleOptions CurrentValue => people;

        public PeopleOptions Get(string? name) => people;

        public IDisposable? OnChange(Action<PeopleOptions, string?> listener) => null;
    }
}
