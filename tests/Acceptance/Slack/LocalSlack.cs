using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Acceptance.Chats;
using IncidentBot.Acceptance.CommandLine;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Slack;

/// <summary>local-slack, a program of somebody else that plays Slack's server, in a process of its own.</summary>
internal sealed class LocalSlack : IAsyncDisposable
{
    internal const string Team = "T01TEST";
    internal const string App = "A01APP";
    internal const string Bot = "U0BOT";
    internal const string Secret = "test-signing-secret";
    internal const string Hall = "C01INCIDENTS";
    internal const string Missing = "No local-slack: npm ci --ignore-scripts --no-audit --no-fund, in tests/tools.";

    private static readonly string Executable = Path.Combine(Incidentbot.Repository, "tests/tools/node_modules/local-slack-linux-x64/bin/local-slack");

    private readonly HttpClient http;
    private ToolProcess process = null!;

    private LocalSlack(Uri address) => (Address, http) = (address, new HttpClient { BaseAddress = address });

    internal static bool Present => File.Exists(Executable);

    internal Uri Address { get; }

    internal Uri Api => new(Address, "api/");

    /// <summary>Starts it with the demo's people in it, and returns once it answers.</summary>
    /// <param name="deliver">Where deliveries go; null for Socket Mode.</param>
    internal static async Task<LocalSlack> Start(string folder, Uri? deliver, CancellationToken cancel)
    {
        var port = FreePort.Pick(1)[0];
        var settings = Path.Combine(folder, "slack.yaml");
        await File.WriteAllTextAsync(settings, Settings(deliver), cancel);
        var slack = new LocalSlack(new Uri($"http://127.0.0.1:{port}/"));
        slack.process = await ToolProcess.Start(
            new ProcessStartInfo(Executable, ["--config", settings, "--port", $"{port}", "--base-host", "127.0.0.1"]), () => slack.Get("state", cancel), cancel);
        return slack;
    }

    /// <summary>The bot's settings for this workspace, with the demo's people in it.</summary>
    internal Dictionary<string, string?> Configuration(string mode)
    {
        var settings = new Dictionary<string, string?>
        {
            ["People:RefreshEvery"] = "5s",
            ["Chat:Slack:Enabled"] = "true",
            ["Chat:Slack:Mode"] = mode,
            ["Chat:Slack:BotToken"] = "xoxb-test",
            ["Chat:Slack:AppToken"] = "xapp-test",
            ["Chat:Slack:SigningSecret"] = Secret,
            ["Chat:Slack:TeamId"] = Team,
            ["Chat:Slack:AppId"] = App,
            ["Chat:Slack:ApiUrl"] = Api.ToString(),
        };
        foreach (var (index, person) in DemoCast.People.Index())
        {
            settings[$"People:List:{index}:Accounts:slack"] = $"{Team}/{UserOf(person.Id)}";
        }

        return settings;
    }

    internal static string UserOf(string person) => $"U01{person.ToUpperInvariant()}";

    internal Task Command(string channel, string person, string text, CancellationToken cancel) =>
        Control("command", new { channel, user = UserOf(person), command = "/incident", text }, cancel);

    internal Task Say(string channel, string person, string text, CancellationToken cancel) =>
        Control("message", new { channel, user = UserOf(person), text }, cancel);

    internal Task React(string channel, string ts, string person, string name, CancellationToken cancel) =>
        Control("reaction", new { channel, ts, user = UserOf(person), name, present = true }, cancel);

    internal Task Press(string channel, string ts, string person, JsonObject button, CancellationToken cancel) => Control("interact", new
    {
        channel,
        messageTs = ts,
        user = UserOf(person),
        action = new { type = "button", action_id = (string?)button["action_id"], block_id = "", value = (string?)button["value"] },
    }, cancel);

    internal Task OpenHome(string person, CancellationToken cancel) => Control("open-home", new { user = UserOf(person) }, cancel);

    internal async Task<IReadOnlyList<JsonObject>> Channels(CancellationToken cancel) => Objects((await Get("state", cancel))["channels"]);

    internal async Task<IReadOnlyList<JsonObject>> Messages(string channel, CancellationToken cancel)
    {
        var answer = await Get($"messages/{channel}", cancel);
        return Objects(answer as JsonArray ?? answer["messages"]);
    }

    /// <summary>What a shared file holds.</summary>
    internal async Task<string> Download(JsonObject file, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, (string)(file["url_private_download"] ?? file["url_private"])!));
        request.Headers.Authorization = new("Bearer", "xoxb-test");
        using var answer = await http.SendAsync(request, cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancel));
        return await answer.Content.ReadAsStringAsync(cancel);
    }

    /// <summary>Every delivery, answer and call of the Web API, in order.</summary>
    internal async Task<IReadOnlyList<JsonObject>> Log(CancellationToken cancel) => Objects((await Get("log", cancel))["log"]);

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        http.Dispose();
    }

    private static string Settings(Uri? deliver)
    {
        var people = DemoCast.People.Select(p => (Id: UserOf(p.Id), Name: p.Id, Real: p.Name)).ToList();
        return $$"""
            workspace: { name: Shop, domain: shop, teamId: {{Team}} }
            apps:
              - { appId: {{App}}, botUserId: {{Bot}}, botName: incidentbot, botToken: xoxb-test, appToken: xapp-test, signingSecret: {{Secret}},
                  mode: {{(deliver is null ? "socket" : $"events, requestUrl: \"{deliver}\"")}} }
            users:
            {{string.Join('\n', people.Select(p => $"  - {{ id: {p.Id}, name: {p.Name}, real_name: \"{p.Real}\", email: {p.Name}@example.com, tz: Europe/Berlin }}"))}}
            channels:
              - { id: {{Hall}}, name: incidents, members: [{{string.Join(", ", people.Select(p => p.Id))}}, {{Bot}}] }
            """;
    }

    private static IReadOnlyList<JsonObject> Objects(JsonNode? array) => [.. (array as JsonArray ?? []).OfType<JsonObject>()];

    private async Task<JsonNode> Get(string what, CancellationToken cancel) => (await http.GetFromJsonAsync<JsonNode>($"_control/{what}", cancel))!;

    private async Task Control(string what, object body, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync($"_control/{what}", body, cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }
}
