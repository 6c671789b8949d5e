using System.CommandLine;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Cli;
using IncidentBot.Store.Sqlite;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

public sealed class VerifyVerbTests : IAsyncLifetime
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private string _export = "";
    private string _head = "";

    private string File => _folder.Sub("INC-1.json");

    private string Key => _folder.Sub("data/signing-key.pub.pem");

    public async ValueTask InitializeAsync()
    {
        await using var store = SqliteStore.Open(_folder.Sub("data"), TimeProvider.System);
        await store.Events.Append(
            [new("INC-1", 0, [new("a.v1", """{"text":"one"}""", T0), new("b.v1", """{"text":"two"}""", T0)])], null, TestContext.Current.CancellationToken);
        var events = await store.Events.ReadStream("INC-1", 0, TestContext.Current.CancellationToken);
        _export = StoredExport.Of(events, store.Signer);
        _head = events[^1].Hash;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_good_export_is_verified_and_said_to_be_anchored_only_when_it_is()
    {
        Assert.Equal((0, $"verified: 2 events, head {_head}, consistent, not anchored\n", ""), Run(_export));
        Assert.Equal((0, $"verified: 2 events, head {_head}\n", ""), Run(_export, "--head", _head.ToUpperInvariant()));
        Assert.Equal((0, $"verified: 2 events, head {_head}\n", ""), Run(_export, "--key", Key));
        Assert.Equal((0, $"verified: 2 events, head {_head}\n", ""), Run("\ufeff" + _export, "--key", Key, "--head", _head));
    }

    [Fact]
    public void An_edited_event_is_named_on_the_error_stream()
    {
        var (code, output, error) = Run(_export.Replace("two", "2", StringComparison.Ordinal));
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("version 2: ", error, StringComparison.Ordinal);
        Assert.Equal(1, Run(_export, "--head", new string('0', 64)).Code);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("hello")]
    [InlineData("")]
    public void What_is_no_export_is_said_to_be_none(string text)
    {
        var (code, output, error) = Run(text);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("not an export: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_text_or_cannot_be_read_is_2()
    {
        System.IO.File.WriteAllBytes(File, [0x7b, 0xff, 0x7d]);
        var binary = Invoke(File);
        Assert.Equal(2, binary.Code);
        Assert.StartsWith("not an export: ", binary.Error, StringComparison.Ordinal);
        Assert.Equal(2, Invoke(_folder.Path).Code);
        var missing = Invoke(_folder.Sub("missing.json"));
        Assert.Equal(2, missing.Code);
        Assert.Contains("cannot be read", missing.Error, StringComparison.Ordinal);
        Assert.Contains("missing.json", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_anchor_that_is_none_is_a_usage_error()
    {
        Assert.Equal(64, Run(_export, "--head", "abc").Code);
        Assert.Equal(64, Run(_export, "--key", _folder.Sub("missing.pem")).Code);
        Assert.Equal(64, Run(_export, "--key", File).Code);
        var secret = Run(_export, "--key", _folder.Sub("data/signing-key.pem"));
        Assert.Equal(64, secret.Code);
        Assert.Contains("private key", secret.Error, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Run(string text, params string[] options)
    {
        System.IO.File.WriteAllText(File, text);
        return Invoke([File, .. options]);
    }

    private static (int Code, string Output, string Error) Invoke(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var root = new RootCommand { VerifyVerb.Create() };
        var code = root.Parse(["verify", .. arguments]).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
