using IncidentBot.Chat.Teams;
using IncidentBot.Chat.Teams.Connector;
using IncidentBot.Chat.Teams.Rendering;
using IncidentBot.People;
using IncidentBot.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>The Teams platform alone, on a strict connector and a folder of its own; built again on the same folder after a crash.</summary>
internal sealed class TeamsRig : IDisposable
{
    private readonly SqliteStore store;
    private readonly TeamsLogin login;
    private readonly TeamsRooms rooms;
    private readonly HttpClient http = TeamsOutboundModule.Http();

    internal TeamsRig(StrictConnector connector, string folder, Action<TeamsOptions>? change = null)
    {
        Options = new TeamsOptions
        {
            Enabled = true,
            AppId = StrictConnector.App,
            TenantId = StrictConnector.Tenant,
            ClientSecret = StrictConnector.Secret,
            IncidentsTeam = StrictConversations.Team,
            IncidentsChannel = StrictConversations.Incidents,
            ServiceUrl = connector.Service.ToString(),
            OpenIdMetadata = new Uri(connector.Address, "openid").ToString(),
            LoginAuthority = connector.Address.ToString(),
            GraphUrl = new Uri(connector.Address, "graph/").ToString(),
        };
        change?.Invoke(Options);
        store = SqliteStore.Open(folder, TimeProvider.System);
        var people = new Listed();
        References = new TeamsReferences(store.Intents, TimeProvider.System);
        Accounts = new TeamsAccounts(new ChatAccounts(people), Options);
        login = new TeamsLogin(Options);
        Token = new TeamsToken(Options, new TeamsSecrets(Options), login);
        var calls = new TeamsCalls(http, Token, TimeProvider.System);
        Connector = new TeamsConnector(calls, References, Options, new TeamsPacing(TimeProvider.System));
        Members = new TeamsMembers(Connector, Options);
        Memory = new TeamsMemory(store.Intents, TimeProvider.System);
        var renderer = new TeamsRenderer(new PeopleRoster(people, NullLogger<PeopleRoster>.Instance));
        var once = new TeamsOnce(Memory);
        rooms = new TeamsRooms(Connector, new TeamsGraph(calls, Options), Memory, once, Options, NullLogger<TeamsRooms>.Instance);
        var posts = new TeamsPosts(Connector, References, Memory, once, Options, renderer, Accounts, Members);
        var whispers = new TeamsWhispers(Connector, once, References, Members, Options, renderer, NullLogger<TeamsWhispers>.Instance);
        Chat = new TeamsChat(Connector, Memory, once, posts, whispers, rooms, Accounts, Members, Options);
    }

    internal TeamsOptions Options { get; }

    internal TeamsChat Chat { get; }

    internal TeamsConnector Connector { get; }

    internal TeamsToken Token { get; }

    internal TeamsMembers Members { get; }

    internal TeamsMemory Memory { get; }

    internal TeamsReferences References { get; }

    internal TeamsAccounts Accounts { get; }

    /// <summary>By the directory's id; maya commands and dario owns data, the others respond.</summary>
    internal static IReadOnlyList<(string Person, string Aad, string Role)> People { get; } =
    [
        ("ines", "00000000-0000-4000-8000-000000000001", "responder"), ("dana", "00000000-0000-4000-8000-000000000002", "responder"),
        ("maya", "00000000-0000-4000-8000-000000000003", "commander"), ("dario", "00000000-0000-4000-8000-000000000004", "data-owner"),
    ];

    internal static string AadOf(string person) => People.Single(p => p.Person == person).Aad;

    /// <summary>A strict connector that knows the people.</summary>
    internal static async Task<StrictConnector> Teams(CancellationToken cancel)
    {
        var connector = await StrictConnector.Start(cancel);
        connector.Conversations.Users.AddRange(People.Select(p => new StrictUser(p.Aad, p.Person)));
        return connector;
    }

    public void Dispose()
    {
        rooms.Dispose();
        http.Dispose();
        login.Dispose();
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private sealed class Listed : IOptionsMonitor<PeopleOptions>
    {
        public PeopleOptions CurrentValue { get; } = new()
        {
            List = [.. People.Select(p => new PersonOptions { Id = p.Person, Name = p.Person, Roles = [p.Role], Accounts = { ["teams"] = $"{StrictConnector.Tenant}/{p.Aad}" } })],
        };

        public PeopleOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<PeopleOptions, string?> listener) => null;
    }
}
