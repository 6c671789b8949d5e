using System.CommandLine;
using IncidentBot.Cli;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using IncidentBot.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace IncidentBot.Bot.Tests.Store.Postgres;

/// <summary>An installation moves from its folder into a database: everything, or nothing.</summary>
public sealed class StoreCopyTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private string connection = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => folder.Sub("data");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        connection = PostgresServer.Shared.NewDatabase();
        await File.WriteAllTextAsync(folder.Sub("settings.json"), $$"""{ "Store": { "Kind": "postgres", "Folder": "{{Data}}", "Postgres": { "Connection": "{{connection}}" } } }""", Cancel);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Everything_is_there_afterwards_and_goes_on()
    {
        IReadOnlyList<StoredEvent> before;
        await using (var old = SqliteStore.Open(Data, TimeProvider.System))
        {
            await Fill(old);
            before = await old.Events.ReadAll(0, 999, Cancel);
        }

        Assert.Equal((0, ""), (await Copy(), error.ToString().Replace(Hint, "", StringComparison.Ordinal)));
        Assert.Equal(["events: 5", "inbox: 3", "outbox: 2", "checkpoints: 1", "intents: 1", "verified: every chain of hashes holds in the copy"], Lines());

        await using var node = await PostgresStore.Open(PostgresNode.Options(connection, Data), PostgresTuning.Node, TimeProvider.System, null, Cancel);
        Assert.Equal(before, await node.Events.ReadAll(0, 999, Cancel));
        Assert.Equal(["b\0c", "d"], (await node.Inbox.Pending(9, Cancel)).Select(e => e.Key));
        Assert.Equal(InboxReceipt.Duplicate, await node.Inbox.Add(new InboxItem("sns", "a", "x", At), Cancel));
        Assert.Equal(["m1"], (await node.Outbox.Next([], At, 9, Cancel)).Select(m => m.Key));
        Assert.Equal(3, await node.Checkpoints.Read("chat", Cancel));
        Assert.Equal("ts-1", (await node.Intents.Find(new("slack", "post", "C1", "1"), Cancel))?.Result);

        // The folder was opened twice, here and by the copy: terms go on from there.
        await using var tenure = await node.Lease.Take(Cancel);
        Assert.Equal(3, tenure.Term);
        Assert.IsType<AppendResult.Appended>(await node.Events.Append([new StreamAppend("INC-1", 3, [Note("more")])], null, Cancel));
        Assert.Equal(InboxReceipt.Accepted, await node.Inbox.Add(new InboxItem("sns", "e", "x", At), Cancel));
        await node.Outbox.Enqueue([new OutboxMessage("m3", "B", "post", "x", OutboxPriority.State, null, At)], null, Cancel);
        Assert.Equal(["m1", "m3"], (await node.Outbox.Next([], At, 9, Cancel)).Select(m => m.Key));
    }

    [Fact]
    public async Task A_database_with_rows_is_refused_and_left_as_it_is()
    {
        await using (SqliteStore.Open(Data, TimeProvider.System))
        {
        }

        await using var there = await PostgresNode.Bare(connection, Cancel);
        await there.Inbox.Add(new InboxItem("sns", "a", "x", At), Cancel);
        Assert.Equal(ExitCodes.Unavailable, await Copy());
        Assert.Contains("is not empty: its table inbox has rows. Copy into a new database", error.ToString(), StringComparison.Ordinal);
        Assert.Single(await there.Inbox.Pending(9, Cancel));
    }

    [Fact]
    public async Task A_log_that_was_tampered_with_is_not_copied()
    {
        await using (var old = SqliteStore.Open(Data, TimeProvider.System)) await Fill(old);
        await using (var own = new SqliteConnection($"Data Source={Data}/incidentbot.db;Pooling=False"))
        {
            await own.OpenAsync(Cancel);
            await using var command = own.CreateCommand();
            command.CommandText = """DROP TRIGGER events_are_not_changed; UPDATE events SET data = '{"text":"2"}' WHERE stream = 'INC-1' AND version = 2""";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        Assert.Equal(ExitCodes.Unavailable, await Copy());
        Assert.Contains("The chain of INC-1 does not hold at version 2, so that nothing was copied.", error.ToString(), StringComparison.Ordinal);
        await using var there = await PostgresNode.Bare(connection, Cancel);
        Assert.Empty(await there.Events.ReadAll(0, 9, Cancel));
        Assert.Empty(await there.Inbox.Pending(9, Cancel));
    }

    [Fact]
    public async Task A_running_bot_and_a_folder_without_a_log_are_refused()
    {
        Assert.Equal(ExitCodes.Usage, await Copy());
        Assert.Contains("There is no log in", error.ToString(), StringComparison.Ordinal);
        await using var running = SqliteStore.Open(Data, TimeProvider.System);
        Assert.Equal(ExitCodes.Unavailable, await Copy());
        Assert.Contains("is in use by another incidentbot", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres", "postgres", "--from wants sqlite:FOLDER")]
    [InlineData("sqlite:", "postgres", "--from wants sqlite:FOLDER")]
    [InlineData("sqlite:data", "oracle", "--to")]
    public async Task A_command_line_that_means_nothing_is_refused(string from, string to, string said)
    {
        Assert.Equal(ExitCodes.Usage, await CommandLine.Run(["store", "copy", "--from", from, "--to", to], Console(), Cancel));
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_reads_the_database_too()
    {
        await using (var old = SqliteStore.Open(Data, TimeProvider.System)) await Fill(old);
        Assert.Equal(0, await Copy());
        Assert.Equal(ExitCodes.No, await CommandLine.Run(["export", "INC-9", "--format", "json", "--config", folder.Sub("settings.json")], Console(), Cancel));
        Assert.Contains("no such incident; known: INC-1, INC-2", error.ToString(), StringComparison.Ordinal);
    }

    private string Hint => $"Give every node {Data}/signing-key.pem: the database lets in only nodes that sign with it.{Environment.NewLine}";

    private Task<int> Copy() => CommandLine.Run(["store", "copy", "--from", $"sqlite:{Data}", "--to", "postgres", "--config", folder.Sub("settings.json")], Console(), Cancel);

    private InvocationConfiguration Console() => new() { Output = output, Error = error };

    private string[] Lines() => output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private static NewEvent Note(string text) => new("note.added.v1", $$"""{"text":"{{text}}"}""", At);

    private static async Task Fill(SqliteStore old)
    {
        var (events, inbox, outbox, intents) = (old.Events, old.Inbox, old.Outbox, old.Intents);
        await events.Append([new StreamAppend("INC-1", 0, [Note("one"), Note("two \u20ac")]), new StreamAppend("service/b", 0, [Note("x")])], null, Cancel);
        await events.Append([new StreamAppend("INC-1", 2, [Note("three")]), new StreamAppend("INC-2", 0, [Note("other")])], null, Cancel);
        foreach (var key in new[] { "a", "b\0c", "d" }) await inbox.Add(new InboxItem("sns", key, "a\0b", At), Cancel);
        await inbox.Done([(await inbox.Pending(1, Cancel))[0].Id], Cancel);
        await outbox.Enqueue([new OutboxMessage("m1", "A", "post", "hello", OutboxPriority.State, "card", At), new OutboxMessage("m2", "A", "post", "later", OutboxPriority.Alarm, null, At)], new Checkpoint("chat", 3), Cancel);
        await intents.Intend(new("slack", "post", "C1", "1"), "the card", At, Cancel);
        await intents.Keep(new("slack", "post", "C1", "1"), "ts-1", Cancel);
    }
}
