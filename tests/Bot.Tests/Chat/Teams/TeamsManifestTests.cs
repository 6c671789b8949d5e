using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.Bot.Tests.Schemas;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams;
using IncidentBot.Cli;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>The manifest makes an app that can do what the code does, and nothing more, and that Teams takes in.</summary>
public sealed class TeamsManifestTests
{
    private static readonly Guid App = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static JsonNode Manifest => JsonNode.Parse(TeamsPackage.Read("manifest.json"))!;

    [Fact]
    public async Task The_manifest_keeps_the_rules_of_the_schema_version_that_it_names()
    {
        Assert.SkipUnless(Ajv.IsThere, Ajv.Absent);
        Assert.Equal($"https://developer.microsoft.com/json-schemas/teams/v{Manifest["manifestVersion"]}/MicrosoftTeams.schema.json", (string)Manifest["$schema"]!);
        var broken = Manifest;
        broken["bots"]![0]!["commandLists"]![0]!["commands"]![0]!["title"] = new string('x', 33);
        var verdicts = await Ajv.Ask("teams-manifest.schema.json", [("package", Packed()), ("source", Manifest), ("broken", broken)], Cancel);

        Assert.Equal("valid", verdicts["package"]);
        Assert.Contains("/id", verdicts["source"], StringComparison.Ordinal);
        Assert.Contains("/bots/0/commandLists/0/commands/0/title", verdicts["broken"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_asks_for_what_the_code_uses() => Assert.Multiple(
        () => Assert.Equal(TeamsNeeds.Permissions.Keys.Order(StringComparer.Ordinal), Permissions().Select(p => (string)p["name"]!).Order(StringComparer.Ordinal)),
        () => Assert.All(Permissions(), p => Assert.Equal("Application", (string)p["type"]!)),
        () => Assert.Equal(TeamsNeeds.Scopes, ((JsonArray)Manifest["bots"]![0]!["scopes"]!).Select(s => (string)s!)),
        () => Assert.Equal(TeamsNeeds.Actions, ((JsonArray)Manifest["composeExtensions"]![0]!["commands"]!).ToDictionary(c => (string)c!["id"]!, c => (string)c!["title"]!)));

    [Fact]
    public void Every_command_of_the_lists_is_a_verb_and_every_scope_has_its_list()
    {
        var lists = ((JsonArray)Manifest["bots"]![0]!["commandLists"]!).ToList();
        Assert.Equal(TeamsNeeds.Scopes.Order(StringComparer.Ordinal), lists.SelectMany(l => (JsonArray)l!["scopes"]!).Select(s => (string)s!).Order(StringComparer.Ordinal));
        Assert.All(lists.SelectMany(l => (JsonArray)l!["commands"]!).Select(c => (string)c!["title"]!), t => Assert.Contains(Grammar.Verbs, v => v.Word == t));
    }

    [Fact]
    public void The_package_has_the_apps_id_everywhere_and_is_the_same_each_time()
    {
        Assert.Equal(TeamsPackage.Zip(App), TeamsPackage.Zip(App));
        var packed = Packed().ToJsonString();
        Assert.Equal(4, Regex.Count(packed, Regex.Escape(App.ToString("D"))));
        Assert.DoesNotContain("{{", packed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("color.png", 192, false)]
    [InlineData("outline.png", 32, true)]
    public void An_icon_has_the_size_that_Teams_wants_and_the_outline_is_white_and_transparent(string file, int size, bool outline)
    {
        var pixels = Png.Read(TeamsPackage.Read(file), out var width, out var height);
        Assert.Equal((size, size), (width, height));
        var drawn = pixels.Where(p => p.Alpha > 0).ToList();
        Assert.Equal(outline, drawn.Count < pixels.Count);
        Assert.True(!outline || drawn.All(p => p is { Red: 255, Green: 255, Blue: 255 }));
        Assert.True(drawn.Count > size);
    }

    [Fact]
    public async Task The_verb_writes_the_package_and_refuses_without_an_app_id()
    {
        var folder = Directory.CreateTempSubdirectory("teams-package-").FullName;
        var settings = Path.Combine(folder, "settings.json");
        await File.WriteAllTextAsync(settings, $$"""{ "Chat": { "Teams": { "AppId": "{{App}}" } } }""", Cancel);
        var file = Path.Combine(folder, "app.zip");

        Assert.Equal(ExitCodes.Ok, await TeamsVerb.Package(file, settings, TextWriter.Null, Cancel));
        Assert.Equal(TeamsPackage.Zip(App), await File.ReadAllBytesAsync(file, Cancel));
        Assert.Equal(ExitCodes.Usage, await TeamsVerb.Package(folder, settings, TextWriter.Null, Cancel));

        await File.WriteAllTextAsync(settings, """{ "Chat": { "Teams": { "AppId": "mine" } } }""", Cancel);
        Assert.Contains("a GUID; it is \"mine\"", Assert.Single((await Assert.ThrowsAsync<ConfigurationException>(() => TeamsVerb.Package(file, settings, TextWriter.Null, Cancel))).Faults), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<JsonNode> Permissions() => ((JsonArray)Manifest["authorization"]!["permissions"]!["resourceSpecific"]!).Select(p => p!);

    private static JsonNode Packed()
    {
        using var zip = new ZipArchive(new MemoryStream(TeamsPackage.Zip(App)));
        Assert.Equal(TeamsPackage.Files, zip.Entries.Select(e => e.FullName));
        using var manifest = zip.GetEntry("manifest.json")!.Open();
        return JsonNode.Parse(manifest)!;
    }
}
