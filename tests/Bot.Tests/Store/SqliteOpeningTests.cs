using System.Diagnostics;
using System.Globalization;
using IncidentBot.Bot.Tests.Cli;
using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using IncidentBot.Workflow.Timeline;
using Microsoft.Data.Sqlite;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public sealed class SqliteOpeningTests : IDisposable
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_process_on_the_folder_is_refused_until_the_first_has_ended()
    {
        await using (var first = Open())
        {
            Assert.Contains("is in use by another incidentbot", Trouble(), StringComparison.Ordinal);
            using var cat = Process.Start(new ProcessStartInfo("cat", [first.Folder.Lock]) { RedirectStandardOutput = true })!;
            var pid = await cat.StandardOutput.ReadToEndAsync(Cancel);
            Assert.Equal(Environment.ProcessId, int.Parse(pid, CultureInfo.InvariantCulture));
        }

        await Open().DisposeAsync();
    }

    [Fact]
    public async Task A_store_that_was_closed_holds_what_it_held()
    {
        await using (var store = Open()) await store.Events.Append([new("s", 0, [new("a.v1", "{}", T0)])], null, Cancel);
        Assert.False(File.Exists(_folder.Sub("incidentbot.db-wal")));
        await using var again = Open();
        Assert.Single(await again.Events.ReadStream("s", 0, Cancel));
        Assert.Equal((long)SchemaVersion.Known, await again.Writer.Write(s => s.Scalar("SELECT COUNT(*) FROM schema_version"), Cancel));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await Open().DisposeAsync();
        Sql("INSERT INTO schema_version (version, script, applied_at) VALUES (99, 'schema/0099_later.sql', '2027')");
        Assert.Contains(
            $"has schema version 99, and this incidentbot knows versions up to {SchemaVersion.Known}. Run the version", Trouble(), StringComparison.Ordinal);
        // The lock was given back with the refusal.
        Sql("DELETE FROM schema_version WHERE version = 99");
        await Open().DisposeAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var text = new string('x', 8192);
        await File.WriteAllTextAsync(_folder.Sub("incidentbot.db"), text, Cancel);
        Assert.Contains("is not a database of incidentbot", Trouble(), StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_folder.Sub("incidentbot.db"), Cancel));
    }

    [Fact]
    public async Task A_damaged_database_is_refused_with_what_to_do()
    {
        await using (var store = Open())
        {
            for (var i = 0; i < 50; i++) await store.Inbox.Add(new("k", $"{i}", new string('x', 4000), T0), Cancel);
        }

        await using (var file = File.OpenWrite(_folder.Sub("incidentbot.db")))
        {
            file.Position = 4096;
            file.Write(new byte[file.Length - 4096]);
        }

        var e = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            await using var store = Open();
            await store.Inbox.Pending(99, Cancel);
        });
        Assert.Contains("is damaged. Stop incidentbot", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_with_what_to_do()
    {
        File.WriteAllText(_folder.Sub("file"), "");
        var e = Assert.Throws<StoreUnavailableException>(() => SqliteStore.Open(_folder.Sub("file/data"), TimeProvider.System));
        Assert.Contains("Make the folder above it writable", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signing_key_is_made_once_is_its_owner_s_alone_and_signs_heads()
    {
        string pem;
        await using (var store = Open()) pem = store.Signer.PublicKeyPem;
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Sub("signing-key.pem")));
        }

        await using var again = Open();
        Assert.Equal(pem, again.Signer.PublicKeyPem);
        Assert.Equal(pem, await File.ReadAllTextAsync(_folder.Sub("signing-key.pub.pem"), Cancel));
        await again.Events.Append([new("INC-1", 0, [new("a.v1", "{}", T0), new("b.v1", "[]", T0)])], null, Cancel);
        var export = StoredExport.Of(await again.Events.ReadStream("INC-1", 0, Cancel), again.Signer);
        Assert.True(Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(export, null, pem)).Anchored);
    }

    [Fact]
    public async Task A_broken_signing_key_is_refused_and_not_replaced()
    {
        await Open().DisposeAsync();
        await File.WriteAllTextAsync(_folder.Sub("signing-key.pem"), "broken", Cancel);
        Assert.Contains("holds no private key", Trouble(), StringComparison.Ordinal);
        Assert.Equal("broken", await File.ReadAllTextAsync(_folder.Sub("signing-key.pem"), Cancel));
    }

    private SqliteStore Open() => SqliteStore.Open(_folder.Path, TimeProvider.System);

    private string Trouble() => Assert.Throws<StoreUnavailableException>(Open).Message;

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Sub("incidentbot.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
