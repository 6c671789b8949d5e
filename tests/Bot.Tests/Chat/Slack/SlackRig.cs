using IncidentBot.Chat.Slack;
using IncidentBot.Chat.Slack.Api;
using IncidentBot.People;
using IncidentBot.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>The Slack platform alone, on a strict Slack and a folder of its own; built again on the same folder after a crash.</summary>
internal sealed class SlackRig : IDisposable
{
    private readonly SqliteStore store;
    private readonly SlackRates rates = new(TimeProvider.System);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    internal SlackRig(StrictSlack slack, string folder, string incidentsChannel = "incidents", bool privateRooms = false, string? dataOwners = null)
    {
        var options = new SlackOptions
        {
            Enabled = true,
            BotToken = "xoxb-test",
            SigningSecret = StrictSlack.Secret,
            TeamId = StrictSlack.Team,
            AppId = StrictSlack.App,
            ApiUrl = slack.Api.ToString(),
            IncidentsChannel = incidentsChannel,
            PrivateRooms = privateRooms,
            UserGroups = dataOwners is null ? [] : new() { ["data-owner"] = dataOwners },
        };
        store = SqliteStore.Open(folder, TimeProvider.System);
        var memory = new SlackMemory(store.Intents, TimeProvider.System);
        Client = new SlackClient(http, options, new SlackSecrets(options), rates);
        var bot = new SlackBot(Client);
        Accounts = new SlackAccounts(new ChatAccounts(new Listed()), Client, options);
        var rooms = new SlackRooms(Client, memory, bot, options, NullLogger<SlackRooms>.Instance);
        var users = new SlackUsers(Client);
        var furnishing = new SlackFurnishing(Client, memory, Accounts, new SlackGroups(Client, users, options, NullLogger<SlackGroups>.Instance));
        Chat = new SlackChat(Client, memory, new SlackPosts(Client, memory), rooms, furnishing, new SlackUploads(Client, memory), Accounts, NullLogger<SlackChat>.Instance);
        Directory = new SlackDirectory(Accounts, users, NullLogger<SlackDirectory>.Instance);
    }

    internal SlackChat Chat { get; }

    internal SlackClient Client { get; }

    internal SlackAccounts Accounts { get; }

    internal SlackDirectory Directory { get; }

    internal static IReadOnlyList<(string Person, string User)> People { get; } = [("ines", "U01INES"), ("dana", "U01DANA"), ("greta", "U01GRETA")];

    /// <summary>A strict Slack that knows the people.</summary>
    internal static async Task<StrictSlack> Slack(CancellationToken cancel)
    {
        var slack = await StrictSlack.Start(cancel);
        foreach (var (person, user) in People)
        {
            slack.Channels.AddUser(user, person, restricted: person == "greta");
        }

        return slack;
    }

    public void Dispose()
    {
        http.Dispose();
        rates.Dispose();
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private sealed class Listed : IOptionsMonitor<PeopleOptions>
    {
        public PeopleOptions CurrentValue { get; } = new()
        {
            List = [.. People.Select(p => new PersonOptions { Id = p.Person, Name = p.Person, Accounts = { ["slack"] = $"{StrictSlack.Team}/{p.User}" } })],
        };

        public PeopleOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<PeopleOptions, string?> listener) => null;
    }
}
