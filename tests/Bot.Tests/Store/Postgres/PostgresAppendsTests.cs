using System.Data;
using IncidentBot.Store;
using IncidentBot.Store.Postgres;
using Xunit;

namespace IncidentBot.Bot.Tests.Store.Postgres;

/// <summary>The one connection of appends, which lies idle on a node that stands by.</summary>
public sealed class PostgresAppendsTests
{
    [Fact]
    public async Task An_append_after_a_keepalive_has_found_the_connection_broken_takes_another()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        var cancel = TestContext.Current.CancellationToken;
        var address = PostgresServer.Shared.NewDatabase();
        await using var store = await PostgresNode.Bare(address, cancel);
        await using var connections = PostgresConnections.To(PostgresNode.Options(address + ";Keepalive=1;Application Name=idle").Postgres);
        await using var appends = new PostgresAppends(connections);
        Assert.IsType<AppendResult.Appended>(await Append(appends, 0));

        await store.Connections.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'idle'", null, cancel);
        await Eventually.Holds(() => !appends.State.HasFlag(ConnectionState.Open), "noticed", cancel);

        Assert.IsType<AppendResult.Appended>(await Append(appends, 1));
    }

    private static async Task<AppendResult?> Append(PostgresAppends appends, long version) =>
        (await appends.Commit([new PendingAppend(CheckedAppends.Of([new StreamAppend("s", version, [new NewEvent("t.v1", "{}", DateTimeOffset.UtcNow)])]), null, null)], CancellationToken.None))[0];
}
