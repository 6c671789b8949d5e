using IncidentBot.Bot.Tests.Store;
using IncidentBot.Cli;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_folders_file_counts_before_the_shipped_one_and_a_given_one_before_both()
    {
        Assert.Equal(Settings.Shipped, Settings.File(null, folder.Path));
        var own = Write("appsettings.json", "{}");
        Assert.Equal(own, Settings.File(null, folder.Path));
        Assert.Equal(folder.Sub("other.json"), Settings.File("other.json", folder.Path));
        Assert.Contains("its name is empty", Assert.Throws<ConfigurationException>(() => Settings.File("", folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("{\n  \"Web\": ,\n}", "is not JSON: line 2, column 10: ',' is an invalid start of a value")]
    [InlineData("[]", "must hold one JSON object")]
    [InlineData("{ \"Store\": { \"Folder\": \"a\", \"folder\": \"b\" } }", "A duplicate key 'Store:folder' was found.")]
    public void A_file_that_cannot_be_used_is_named_with_the_reason(string text, string reason)
    {
        var file = Write("appsettings.json", text);
        var fault = Assert.Single(Assert.Throws<ConfigurationException>(() => Settings.Read(null, folder.Path)).Faults);
        Assert.StartsWith($"The settings file {file} ", fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_bytes_a_folder_and_nothing_at_all_are_told_apart()
    {
        File.WriteAllBytes(folder.Sub("bytes"), [0xe1, 0xff, 0x00]);
        Assert.EndsWith("is not UTF-8 text. Save it as UTF-8.", Refused("bytes"), StringComparison.Ordinal);
        Assert.EndsWith("cannot be read: there is no such file.", Refused("missing"), StringComparison.Ordinal);
        Assert.EndsWith("cannot be read: it is a folder; name a file.", Refused("."), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_comments_and_trailing_commas_are_read()
    {
        Write("appsettings.json", "\ufeff{ /* why */ \"Store\": { \"Folder\": \"here\", }, }");
        Assert.Equal("here", Settings.Read(null, folder.Path)["Store:Folder"]);
    }

    [Fact]
    public async Task A_change_that_is_broken_or_wrong_or_takes_the_file_away_counts_for_nothing_and_a_good_one_counts()
    {
        var file = Write("appsettings.json", """{ "People": { "List": [ { "Id": "maya", "Name": "Maya" } ] } }""");
        var source = new SettingsSource(file, watched: true);
        var refusals = new System.Collections.Concurrent.ConcurrentQueue<string>();
        source.Refused += faults => refusals.Enqueue(string.Join(' ', faults));
        var settings = new ConfigurationBuilder().Add(source).Build();
        using var _ = (IDisposable)settings;

        foreach (var (change, refusal) in new (Action, string)[]
        {
            (() => File.WriteAllText(file, "{ \"People\": "), "is not JSON"),
            (() => File.WriteAllText(file, """{ "People": { "List": "maya" } }"""), "People:List must be a list"),
            (() => File.Delete(file), "there is no such file"),
        })
        {
            change();
            await Until(() => refusals.Any(r => r.Contains(refusal, StringComparison.Ordinal)));
            Assert.Equal("maya", settings["People:List:0:Id"]);
        }

        Write("appsettings.json", """{ "People": { "List": [ { "Id": "ravi", "Name": "Ravi" } ] } }""");
        await Until(() => settings["People:List:0:Id"] == "ravi");
    }

    private static async Task Until(Func<bool> condition)
    {
        var late = DateTime.UtcNow.AddSeconds(60);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < late, "It did not happen within a minute.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private string Refused(string name) => Assert.Throws<ConfigurationException>(() => Settings.Read(name, folder.Path)).Message;

    private string Write(string name, string text)
    {
        File.WriteAllText(folder.Sub(name), text);
        return folder.Sub(name);
    }
}
