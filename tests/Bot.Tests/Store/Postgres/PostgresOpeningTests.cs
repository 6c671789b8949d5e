using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using Npgsql;
using Xunit;

namespace IncidentBot.Bot.Tests.Store.Postgres;

public sealed class PostgresOpeningTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private string connection = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        connection = PostgresServer.Shared.NewDatabase();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_what_to_do()
    {
        await (await PostgresNode.Bare(connection, Cancel)).DisposeAsync();
        await Do($"INSERT INTO schema_version (version, script) VALUES ({PostgresSchema.Known + 1}, 'later')");
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresNode.Bare(connection, Cancel));
        Assert.Contains($"has schema version {PostgresSchema.Known + 1}, and this incidentbot knows versions up to {PostgresSchema.Known}. Run the version", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE events SET data = '{}'")]
    [InlineData("DELETE FROM events")]
    [InlineData("TRUNCATE events")]
    public async Task The_log_is_append_only(string statement)
    {
        await using var store = await PostgresNode.Bare(connection, Cancel);
        await store.Events.Append([new StreamAppend("INC-1", 0, [new NewEvent("a.v1", """{"x":1}""", DateTimeOffset.UtcNow)])], null, Cancel);
        var e = await Assert.ThrowsAsync<PostgresException>(() => Do(statement));
        Assert.Equal("the log is append-only", e.MessageText);
        Assert.Equal("""{"x":1}""", Assert.Single(await store.Events.ReadStream("INC-1", 0, Cancel)).Data);
    }

    [Fact]
    public async Task The_first_node_makes_the_key_and_every_other_must_have_it()
    {
        string published;
        await using (var first = await Node("first"))
        {
            published = first.Signer!.PublicKeyPem;
        }

        var missing = await Assert.ThrowsAsync<StoreUnavailableException>(() => Node("second"));
        Assert.Contains("signing-key.pem is missing", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Copy signing-key.pem from a node that works", missing.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Sub("second/signing-key.pem")));

        HeadSigner.Open(new DataFolder(folder.Sub("second"))).Dispose();
        var other = await Assert.ThrowsAsync<StoreUnavailableException>(() => Node("second"));
        Assert.Contains("is not the key of", other.Message, StringComparison.Ordinal);

        File.Copy(folder.Sub("first/signing-key.pem"), folder.Sub("second/signing-key.pem"), overwrite: true);
        await using var second = await Node("second");
        Assert.Equal(published, second.Signer!.PublicKeyPem);
        Assert.Equal(published, await File.ReadAllTextAsync(folder.Sub("second/signing-key.pub.pem"), Cancel));
    }

    [Theory]
    [InlineData("Database=absent", "does not exist. Make it (createdb)")]
    [InlineData("Port=1", "cannot be reached")]
    public async Task What_is_wrong_is_told_without_the_password(string change, string said)
    {
        var wrong = $"{connection};{change};Password=hunter2";
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresNode.Bare(wrong, Cancel));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_is_durable_whatever_the_servers_default()
    {
        await Do("ALTER DATABASE " + new NpgsqlConnectionStringBuilder(connection).Database + " SET synchronous_commit = off", path: null);
        await using var store = await PostgresNode.Bare(connection, Cancel);
        Assert.Equal("on", await store.Connections.Value<string>("SHOW synchronous_commit", null, Cancel));
        Assert.Equal("4s", await store.Connections.Value<string>("SHOW idle_in_transaction_session_timeout", null, Cancel));
    }

    [Fact]
    public async Task A_setting_of_the_connection_string_comes_before_the_bots_own()
    {
        await using var own = PostgresConnections.To(PostgresNode.Options(connection + ";Command Timeout=77;Maximum Pool Size=3").Postgres);
        await using var opened = await own.Open(Cancel);
        Assert.Equal(77, opened.CommandTimeout);
        await using var other = PostgresConnections.To(PostgresNode.Options(connection).Postgres);
        await using var byDefault = await other.Open(Cancel);
        Assert.Equal(10, byDefault.CommandTimeout);
    }

    private Task<PostgresStore> Node(string name) => PostgresStore.Open(
        PostgresNode.Options(connection, folder.Sub(name)), PostgresTuning.Node, TimeProvider.System, null, Cancel);

    private async Task Do(string sql, string? path = "incidentbot")
    {
        await using var own = new NpgsqlConnection($"{connection};Pooling=false{(path is null ? "" : ";Search Path=" + path)}");
        await own.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, own);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
