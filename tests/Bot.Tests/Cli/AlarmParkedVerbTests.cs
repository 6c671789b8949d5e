using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IncidentBot.Alarms;
using IncidentBot.Alarms.Intake;
using IncidentBot.Bot.Tests.Alarms.Sqs;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Cli;
using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

/// <summary>What was set aside is listed, printed and put back, beside a store that is open, on SQLite and on PostgreSQL.</summary>
public sealed class AlarmParkedVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_parked_delivery_is_listed_printed_and_put_back_once(string kind)
    {
        await using var open = await Open(kind);
        var inbox = open.Inbox;
        await inbox.Add(new InboxItem(ParkedDelivery.Kind, "k1", new ParkedDelivery("sqs:us-east-1", "account", "the account is not listed", "the body, \u001b[31mred").Payload, DateTimeOffset.UtcNow), Cancel);
        await inbox.Add(new InboxItem(AlarmReader.Alarm, "k2", new AlarmDelivery("sns", false, "{}").Payload, DateTimeOffset.UtcNow), Cancel);
        await inbox.Add(new InboxItem("chat", "k3", "{}", DateTimeOffset.UtcNow), Cancel);
        var ids = (await inbox.Pending(9, Cancel)).Select(e => e.Id).ToList();
        Assert.Equal((ExitCodes.Ok, "", "No alarm delivery was set aside.\n"), await Run());
        foreach (var id in ids)
        {
            await inbox.Park(id, "its reason", Cancel);
        }

        var (code, listed, _) = await Run();
        Assert.Equal((ExitCodes.Ok, 2), (code, listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Contains("sqs:us-east-1  its reason", listed, StringComparison.Ordinal);
        var body = (await Run("--body", ids[0])).Output;
        Assert.StartsWith("the body, ", body, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', body);

        // Of another kind, or none: nothing is put back.
        Assert.Equal(ExitCodes.No, (await Run("--again", ids[2])).Code);
        Assert.Equal(ExitCodes.No, (await Run("--again", 999)).Code);
        Assert.Equal(ExitCodes.Usage, (await Run("--body", ids[0], "--again", ids[0])).Code);
        Assert.Empty(await inbox.Pending(9, Cancel));

        Assert.Equal(ExitCodes.Ok, (await Run("--again", ids[0])).Code);
        Assert.Equal(ExitCodes.Ok, (await Run("--again", ids[1])).Code);
        Assert.Equal(ExitCodes.No, (await Run("--again", ids[0])).Code);
        var back = await inbox.Pending(9, Cancel);
        Assert.Equal([(ids[0], ParkedDelivery.Again, 0, null), (ids[1], AlarmReader.Alarm, 0, (string?)null)], back.Select(e => (e.Id, e.Kind, e.Attempts, e.Reason)));

        // Set aside again it is listed again, and another delivery of the same name comes in as a new one.
        await inbox.Park(ids[0], "again no alarm", Cancel);
        Assert.Contains("again no alarm", (await Run()).Output, StringComparison.Ordinal);
        Assert.Equal(InboxReceipt.Accepted, await inbox.Add(new InboxItem(ParkedDelivery.Kind, "k1", "{}", DateTimeOffset.UtcNow), Cancel));
        Assert.Equal(ExitCodes.Ok, (await Run("--again", ids[0])).Code);
    }

    [Fact]
    public async Task What_was_put_back_is_judged_anew_and_taken_when_it_is_an_alarm_by_now()
    {
        using var reader = new QueueReader();
        var clock = new ManualTime(DateTimeOffset.UtcNow);
        await using var store = new SqliteUnderTest(clock);
        var silence = new IntakeSilence(clock);
        var intake = new AlarmIntake(store.Inbox, new IncidentBot.Alarms.Heartbeat.Heartbeats(Microsoft.Extensions.Options.Options.Create(reader.Options), store.Checkpoints, clock), silence, clock);
        var handler = new AgainHandler(reader.Judge, intake, store.Inbox, NullLogger<AgainHandler>.Instance);
        foreach (var (key, body) in (IEnumerable<(string, string)>)[("good", reader.Of(1)), ("bad", "no json")])
        {
            await store.Inbox.Add(new InboxItem(ParkedDelivery.Again, key, new ParkedDelivery("sqs:us-east-1", "account", "not listed", body).Payload, clock.GetUtcNow()), Cancel);
        }

        foreach (var entry in await store.Inbox.Pending(9, Cancel))
        {
            await handler.Handle([entry], Cancel);
        }

        var taken = Assert.Single(await store.Inbox.Pending(9, Cancel));
        Assert.Equal((AlarmReader.Alarm, "sqs:us-east-1", reader.Of(1).Length), (taken.Kind, AlarmReader.Delivery(taken).Path, AlarmReader.Delivery(taken).Body.Length));
        var parked = Assert.Single(await store.Inbox.Parked(9, Cancel));
        Assert.Equal(("bad", true), (parked.Key, parked.Reason!.StartsWith("not-json:", StringComparison.Ordinal)));
        Assert.Empty(silence.Now());
    }

    private async Task<OpenStore> Open(string kind)
    {
        object store;
        OpenStore open;
        if (kind == "postgres")
        {
            Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
            var connection = PostgresServer.Shared.NewDatabase();
            store = new { Kind = kind, Folder = folder.Sub("data"), Postgres = new { Connection = connection } };
            var postgres = await PostgresNode.Bare(connection, Cancel);
            open = new OpenStore(postgres.Inbox, postgres);
        }
        else
        {
            store = new { Folder = folder.Sub("data") };
            var sqlite = SqliteStore.Open(folder.Sub("data"), TimeProvider.System);
            open = new OpenStore(sqlite.Inbox, sqlite);
        }

        await File.WriteAllTextAsync(folder.Sub("appsettings.json"), JsonSerializer.Serialize(new { Store = store }), Cancel);
        return open;
    }

    private async Task<(int Code, string Output, string Error)> Run(params object[] more)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var error = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var code = await CommandLine.Run(
            ["alarm", "parked", "--config", folder.Sub("appsettings.json"), .. more.Select(m => Convert.ToString(m, CultureInfo.InvariantCulture)!)],
            new InvocationConfiguration { Output = output, Error = error }, Cancel);
        return (code, output.ToString(), error.ToString());
    }

    private sealed record OpenStore(IInbox Inbox, IAsyncDisposable Closes) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Closes.DisposeAsync();
    }
}
