using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Acceptance.Chats;
using IncidentBot.Acceptance.CommandLine;
using IncidentBot.Acceptance.Slack;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Teams;

/// <summary>The Microsoft 365 Agents Playground, which plays Teams' connector and clients, in a process of its own.</summary>
internal sealed class Playground : IAsyncDisposable
{
    internal const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    internal const string Bot = "0f8fad5b-d9cb-469f-a165-70867728950e";
    internal const string Team = "team-id";
    internal const string Hall = "channel-incidents-id";
    internal const string Missing = "No Agents Playground: npm ci --ignore-scripts --no-audit --no-fund, in tests/tools.";

    private static readonly string Program = Path.Combine(Incidentbot.Repository, "tests/tools/node_modules/@microsoft/m365agentsplayground/cli.js");

    private readonly HttpClient http;
    private ToolProcess process = null!;
    private int ids;

    private Playground(Uri address) => (Address, http) = (address, new HttpClient { BaseAddress = address });

    internal static bool Present => File.Exists(Program);

    internal Uri Address { get; }

    internal Uri Service => new(Address, "_connector/");

    internal PlaygroundFeed Feed { get; private set; } = null!;

    /// <summary>Starts it with the demo's people in it, the commander before its page, and returns once it answers.</summary>
    /// <param name="bot">Where activities go.</param>
    internal static async Task<Playground> Start(string folder, Uri bot, CancellationToken cancel)
    {
        var port = FreePort.Pick(1)[0];
        var home = Directory.CreateDirectory(Path.Combine(folder, "playground")).FullName;
        await File.WriteAllTextAsync(Path.Combine(home, ".m365agentsplayground.yml"), Settings(), cancel);
        var playground = new Playground(new Uri($"http://localhost:{port}/"));
        var start = new ProcessStartInfo("node", [Program, "start", "-e", bot.ToString(), "-c", "msteams", "-p", $"{port}", "--dt"]) { WorkingDirectory = home, Environment = { ["TEAMSAPPTESTER_BROWSER"] = "none" } };
        playground.process = await ToolProcess.Start(start, () => playground.http.GetStringAsync("_debug/ping", cancel), cancel);
        playground.Feed = await PlaygroundFeed.Open(playground.Address, cancel);
        return playground;
    }

    /// <summary>The bot's settings for this Teams, with the demo's people in it.</summary>
    internal Dictionary<string, string?> Configuration()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Chat:Teams:Enabled"] = "true",
            ["Chat:Teams:Development"] = "true",
            ["Chat:Teams:AppId"] = Bot,
            ["Chat:Teams:TenantId"] = Tenant,
            ["Chat:Teams:IncidentsTeam"] = Team,
            ["Chat:Teams:IncidentsChannel"] = Hall,
            ["Chat:Teams:ServiceUrl"] = Service.ToString(),
        };
        foreach (var (index, person) in DemoCast.People.Index())
        {
            settings[$"People:List:{index}:Accounts:teams"] = $"{Tenant}/{UserOf(person.Id)}";
        }

        return settings;
    }

    /// <summary>The Entra object id of one of the demo's people; their user id in Teams, too.</summary>
    internal static string UserOf(string person) => $"00000000-0000-4000-8000-{DemoCast.People.Index().Single(p => p.Item.Id == person).Index + 1:D12}";

    /// <summary>A message that mentions the bot, in a thread, a channel or a chat of two.</summary>
    internal Task Say(string conversation, string person, string text, CancellationToken cancel) => Act(conversation, person, new JsonObject
    {
        ["type"] = "message",
        ["text"] = $"<at>IncidentBot</at> {text}",
        ["textFormat"] = "plain",
        ["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>IncidentBot</at>", ["mentioned"] = new JsonObject { ["id"] = Bot } }),
    }, cancel);

    /// <summary>A press of a card's button, by the button's own words; answers what the bot answered.</summary>
    internal async Task<JsonObject> Press(string conversation, string message, string person, JsonObject button, IEnumerable<(string Name, string Value)> fields, CancellationToken cancel)
    {
        var data = button["data"]!.DeepClone().AsObject();
        foreach (var (name, value) in fields)
        {
            data["field." + name] = value;
        }

        var id = await Act(conversation, person, new JsonObject
        {
            ["type"] = "invoke",
            ["name"] = "adaptiveCard/action",
            ["replyToId"] = message,
            ["value"] = new JsonObject
            {
                ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = button["verb"]!.DeepClone(), ["data"] = data },
                ["trigger"] = "manual",
            },
        }, cancel);
        return await Wait.For(() => Task.FromResult(Feed.Answer(id)), () => $"No answer to the press of {button["title"]}.", cancel);
    }

    /// <summary>The chat of the bot with a person.</summary>
    internal async Task<string> ChatOf(string person, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync("_connector/v3/conversations", new
        {
            isGroup = false,
            bot = new { id = Bot },
            members = new[] { new { id = UserOf(person) } },
            tenantId = Tenant,
            channelData = new { tenant = new { id = Tenant } },
        }, cancel);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(cancel))!["id"]!;
    }

    public async ValueTask DisposeAsync()
    {
        if (Feed is not null)
        {
            await Feed.DisposeAsync();
        }

        await process.DisposeAsync();
        http.Dispose();
    }

    /// <summary>Sends an activity as a person: the Playground's own page acts as one person alone.</summary>
    private async Task<string> Act(string conversation, string person, JsonObject activity, CancellationToken cancel)
    {
        var id = $"{1_600_000_000_000 + Interlocked.Increment(ref ids)}";
        var isChat = !conversation.StartsWith(Hall, StringComparison.Ordinal);
        activity["id"] = id;
        activity["channelId"] = "msteams";
        activity["serviceUrl"] = Service.ToString().TrimEnd('/');
        activity["timestamp"] = DateTimeOffset.UtcNow.ToString("O");
        activity["from"] = new JsonObject { ["id"] = UserOf(person), ["name"] = DemoCast.People.Single(p => p.Id == person).Name, ["aadObjectId"] = UserOf(person) };
        activity["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "IncidentBot" };
        activity["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = isChat ? "personal" : "channel", ["isGroup"] = !isChat, ["tenantId"] = Tenant };
        activity["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } };
        if (!isChat)
        {
            activity["channelData"]!["team"] = new JsonObject { ["id"] = Team };
            activity["channelData"]!["channel"] = new JsonObject { ["id"] = Hall };
        }

        using var answer = await http.PostAsJsonAsync("_internal/v1/customActivities", activity, cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancel));
        return id;
    }

    private static string Settings()
    {
        string Of(string id, string name) => $"{{ id: \"{UserOf(id)}\", name: \"{name}\", userPrincipleName: {id}@example.com, aadObjectId: \"{UserOf(id)}\", givenName: {id}, surname: X, email: {id}@example.com }}";
        var others = DemoCast.People.Where(p => p.Id != DemoCast.Commander).Select(p => $"  - {Of(p.Id, p.Name)}");
        return $$"""
            version: "0.1.1"
            tenantId: {{Tenant}}
            bot: { id: {{Bot}}, name: IncidentBot }
            currentUser: {{Of(DemoCast.Commander, DemoCast.People.Single(p => p.Id == DemoCast.Commander).Name)}}
            users:
            {{string.Join('\n', others)}}
              - { id: onlooker, name: Onlooker, userPrincipleName: o@example.com, aadObjectId: 00000000-0000-4000-8000-000000000099, givenName: On, surname: Looker, email: o@example.com }
            personalChat: { id: personal-chat-id }
            groupChat: { id: group-chat-id, name: Group Chat }
            team: { id: {{Team}}, name: Shop, aadGroupId: 6f1c2d3e-4a5b-4c6d-8e7f-0123456789ab, channels: [ { id: {{Hall}}, name: incidents } ] }
            """;
    }
}
