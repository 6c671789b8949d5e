using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Bot.Tests.Cli;
using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using Xunit;

namespace IncidentBot.Acceptance.CommandLine;

public sealed class VerifyTests : IAsyncLifetime
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly TestFolder folder = new();
    private string export = "";
    private string head = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var store = SqliteStore.Open(Path.Combine(folder.Path, "data"), TimeProvider.System);
        NewEvent[] events = [.. Enumerable.Range(1, 4).Select(n => new NewEvent("some.event.v1", $$"""{"number":{{n}},"text":"line {{n}}"}""", T0.AddSeconds(n)))];
        await store.Events.Append([new("INC-1", 0, events)], null, Cancel);
        var stored = await store.Events.ReadStream("INC-1", 0, Cancel);
        (export, head) = (StoredExport.Of(stored, store.Signer), stored[^1].Hash);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_good_export_is_verified_against_what_is_given()
    {
        Assert.Equal(new Answer(0, $"verified: 4 events, head {head}, consistent, not anchored\n", ""), await Verify(export));
        Assert.Equal(new Answer(0, $"verified: 4 events, head {head}\n", ""), await Verify(export, "--head", head));
        Assert.Equal(new Answer(0, $"verified: 4 events, head {head}\n", ""), await Verify(export, "--key", "data/signing-key.pub.pem"));
    }

    [Fact]
    public async Task Another_layout_of_the_same_content_still_verifies()
    {
        var indented = JsonNode.Parse(export)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        Assert.NotEqual(export, indented);
        Assert.Equal(0, (await Verify(indented, "--head", head)).Code);
    }

    [Theory]
    [InlineData("edited", 2)]
    [InlineData("deleted", 2)]
    [InlineData("swapped", 2)]
    [InlineData("truncated", 4)]
    public async Task Tampering_ends_with_1_and_names_the_version(string how, int version)
    {
        var json = JsonNode.Parse(export)!;
        var events = json["events"]!.AsArray();
        switch (how)
        {
            case "edited":
                events[1]!["data"]!["text"] = "another line";
                break;
            case "deleted":
                events.RemoveAt(1);
                break;
            case "swapped":
                var second = events[1]!;
                events.RemoveAt(1);
                events.Insert(2, second);
                break;
            default:
                events.RemoveAt(3);
                break;
        }

        var answer = await Verify(json.ToJsonString());
        Assert.Equal((1, ""), (answer.Code, answer.Output));
        Assert.StartsWith($"version {version}: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_log_that_is_sound_in_itself_does_not_fit_the_anchor()
    {
        Assert.Equal(1, (await Verify(export, "--head", new string('0', 64))).Code);
        using var other = new TestFolder();
        using var signer = HeadSigner.Open(new DataFolder(other.Path));
        Assert.Equal(1, (await Verify(export, "--key", Path.Combine(other.Path, "signing-key.pub.pem"))).Code);
    }

    [Fact]
    public async Task A_file_without_end_ends_with_2() =>
        Assert.Equal(new Answer(2, "", "not an export: /dev/zero is larger than 256 Mi characters\n"), await Incidentbot.Run(folder.Path, "verify", "/dev/zero"));

    [Theory]
    [InlineData("{\"format\":\"incidentbot/1\"}")]
    [InlineData("a letter")]
    public async Task What_is_no_export_ends_with_2(string text)
    {
        var answer = await Verify(text);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.StartsWith("not an export: ", answer.Error, StringComparison.Ordinal);
    }

    private async Task<Answer> Verify(string text, params string[] options)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "INC-1.json"), text, Cancel);
        return await Incidentbot.Run(folder.Path, ["verify", "INC-1.json", .. options]);
    }
}
