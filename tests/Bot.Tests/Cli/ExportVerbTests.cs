using System.CommandLine;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Cli;
using IncidentBot.Store.Sqlite;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

public sealed class ExportVerbTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder.Sub("settings.json"), $"{{\"Store\":{{\"Folder\":{System.Text.Json.JsonSerializer.Serialize(_folder.Sub("data"))}}}}}", Cancel);
        await using var store = SqliteStore.Open(_folder.Sub("data"), TimeProvider.System);
        await StoredIncident.Append(store.Events, "INC-1", "checkout is slow");
        await StoredIncident.Append(store.Events, "INC-2", "again");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("md", "# INC-1: checkout is slow")]
    [InlineData("csv", "\"section\",\"item\"")]
    [InlineData("html", "<!doctype html>")]
    [InlineData("json", "{\n\"decision\":")]
    public async Task Each_format_is_printed_with_no_server_running(string format, string begins)
    {
        var (code, output, error) = await Run("inc-1", "--format", format);
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith(begins, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_written_export_is_proven_by_verify_and_the_bots_key_beside_a_running_server()
    {
        await using var running = SqliteStore.Open(_folder.Sub("data"), TimeProvider.System);
        await StoredIncident.Append(running.Events, "INC-3", "while it runs");
        var file = _folder.Sub("INC-3.json");
        var (code, output, error) = await Run("3", "--format", "json", "--out", file);
        Assert.Equal((0, ""), (code, output));
        Assert.Contains("INC-3.json: head ", error, StringComparison.Ordinal);
        Assert.True(Assert.IsType<ExportVerdict.Verified>(
            ExportVerifier.Verify(await File.ReadAllTextAsync(file, Cancel), error.Trim()[^64..], running.Signer.PublicKeyPem)).Anchored);
    }

    [Fact]
    public async Task Exporting_changes_neither_the_log_nor_the_keys()
    {
        var before = Files();
        await Run("1", "--format", "md");
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task An_unknown_incident_is_answered_with_the_known_ones()
    {
        Assert.Equal((1, "", "no such incident; known: INC-1, INC-2\n"), await Run("INC-9", "--format", "md"));
    }

    [Theory]
    [InlineData("INC-1", "--format", "pdf")]
    [InlineData("INC-1", "--format", "1")]
    [InlineData("INC-1")]
    [InlineData("checkout", "--format", "md")]
    [InlineData("INC-1", "--format", "md", "--out", "/dev/null/x")]
    public async Task What_cannot_be_meant_is_a_usage_error(params string[] arguments)
    {
        var (code, output, error) = await Run(arguments);
        Assert.Equal((64, ""), (code, output));
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task A_folder_without_its_key_is_exported_unsigned_and_gets_no_new_key()
    {
        File.Delete(_folder.Sub("data/signing-key.pem"));
        var (code, output, error) = await Run("1", "--format", "json");
        Assert.Equal(0, code);
        Assert.Contains("\"signature\":null", output, StringComparison.Ordinal);
        Assert.Contains("is not signed", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Sub("data/signing-key.pem")));
    }

    [Fact]
    public async Task A_folder_without_a_log_says_what_to_do()
    {
        Directory.Delete(_folder.Sub("data"), recursive: true);
        var (code, _, error) = await Run("1", "--format", "md");
        Assert.Equal(69, code);
        Assert.Contains("set Store:Folder", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Sub("data")));
    }

    [Fact]
    public async Task A_log_that_was_tampered_with_is_exported_unsigned_with_a_warning()
    {
        StoredIncident.Tamper(_folder.Sub("data/incidentbot.db"), "checkout is slow", "checkout is fine");
        var (code, output, error) = await Run("1", "--format", "md");
        Assert.Equal(0, code);
        Assert.Contains("WARNING: the stored log does not hold: version 1", error, StringComparison.Ordinal);
        Assert.Contains("THE STORED LOG DOES NOT HOLD: version 1", output, StringComparison.Ordinal);
        Assert.Contains("Signature: none", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_a_newer_version_leaves_the_evidence_exportable()
    {
        await using (var store = SqliteStore.Open(_folder.Sub("data"), TimeProvider.System))
        {
            await store.Events.Append([new("INC-3", 0, [new("incident.teleported.v1", "{}", StoredIncident.T0)])], null, Cancel);
        }

        var (code, _, error) = await Run("3", "--format", "md");
        Assert.Equal(1, code);
        Assert.Contains("--format json", error, StringComparison.Ordinal);
        var (jsonCode, json, _) = await Run("3", "--format", "json");
        Assert.Equal(0, jsonCode);
        Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(json));
    }

    private string Files() => string.Join('\n', Directory.GetFiles(_folder.Sub("data"))
        // SQLite's own: a reader makes them, and the next writer takes them away.
        .Where(f => !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(f => $"{f} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}"));

    /// <summary>As the program does: usage errors of the grammar and an unusable store have their exit codes from its one place.</summary>
    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.Run(["export", .. arguments, "--config", _folder.Sub("settings.json")], new InvocationConfiguration { Output = output, Error = error }, Cancel);
        return (code, output.ToString(), error.ToString());
    }
}
