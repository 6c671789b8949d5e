using IncidentBot.Bot.Tests.Conventions;
using IncidentBot.Chat.Slack;
using Xunit;
using YamlDotNet.Serialization;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>The manifest creates an app that can do what the code does, and nothing more.</summary>
public sealed class SlackNeedsTests
{
    private static readonly Dictionary<object, object> Manifest = new DeserializerBuilder().Build()
        .Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(Repository.Root, "manifests", "slack", "manifest.yaml")));

    [Fact]
    public void The_manifest_asks_for_the_scopes_that_the_code_needs() =>
        Assert.Equal(SlackNeeds.BotScopes, Words("oauth_config", "scopes", "bot"));

    [Fact]
    public void The_manifest_subscribes_to_the_events_that_the_code_reads() =>
        Assert.Equal(SlackNeeds.Events.Keys.Order(StringComparer.Ordinal), Words("settings", "event_subscriptions", "bot_events"));

    [Fact]
    public void The_manifest_has_the_command_and_every_shortcut_within_Slacks_lengths()
    {
        var command = Assert.Single(List("features", "slash_commands"));
        Assert.Equal((SlackNeeds.Command, "true"), (command["command"], command["should_escape"]));
        Assert.Equal(
            SlackNeeds.Shortcuts.Select(s => (s.Callback, s.Name, s.Description, s.OnMessage ? "message" : "global")),
            List("features", "shortcuts").Select(s => ((string)s["callback_id"], (string)s["name"], (string)s["description"], (string)s["type"])));
        Assert.All(SlackNeeds.Shortcuts, s => Assert.True(s.Name.Length <= 24 && s.Description.Length <= 150));
    }

    [Fact]
    public void The_manifest_switches_on_what_the_bot_answers()
    {
        Assert.Equal("true", At("features", "app_home")["home_tab_enabled"]);
        Assert.Equal("true", At("settings", "interactivity")["is_enabled"]);
        Assert.Equal("true", At("settings")["socket_mode_enabled"]);
        Assert.True(((string)At("display_information")["description"]).Length <= 140);
    }

    [Fact]
    public void A_token_that_lacks_a_scope_is_told_what_cannot_be_done_and_what_to_add()
    {
        Assert.Empty(SlackNeeds.Missing([.. SlackNeeds.BotScopes, "more:than"]));
        Assert.Equal(
            ["pins:write: without it pins.add cannot be used; add it under OAuth & Permissions and install the app again"],
            SlackNeeds.Missing(SlackNeeds.BotScopes.Where(s => s != "pins:write").Select(s => " " + s)));
        Assert.Contains("/incident and the shortcuts", Assert.Single(SlackNeeds.Missing(SlackNeeds.BotScopes.Where(s => s != "commands"))), StringComparison.Ordinal);
    }

    private static Dictionary<object, object> At(params string[] path) =>
        path.Aggregate(Manifest, (node, key) => (Dictionary<object, object>)node[key]);

    private static IEnumerable<string> Words(params string[] path) => ((List<object>)At(path[..^1])[path[^1]]).Cast<string>();

    private static IEnumerable<Dictionary<object, object>> List(params string[] path) => ((List<object>)At(path[..^1])[path[^1]]).Cast<Dictionary<object, object>>();
}
