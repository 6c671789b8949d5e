using IncidentBot.Bot.Tests.Store;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.People;
using IncidentBot.Store.Postgres;
using Xunit;

namespace IncidentBot.Bot.Tests.People;

/// <summary>Two nodes with copies of the same enrolments on one database: what one took, the other knows.</summary>
public sealed class StepUpNodesTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTime clock = new(new DateTimeOffset(2026, 3, 14, 2, 6, 0, TimeSpan.Zero));
    private readonly List<PostgresStore> stores = [];
    private readonly List<StepUp> nodes = [];
    private byte[] secret = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        var connection = PostgresServer.Shared.NewDatabase();
        secret = new Enrolments(folder.Sub("a")).Enrol("maya");
        Copy(folder.Sub("a"), folder.Sub("b"));
        foreach (var data in (string[])["a", "b"])
        {
            stores.Add(await PostgresNode.Bare(connection, Cancel));
            nodes.Add(new StepUp(new Enrolments(folder.Sub(data)), stores[^1].Intents, clock));
        }
    }

    public async ValueTask DisposeAsync()
    {
        nodes.ForEach(n => n.Dispose());
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task A_code_that_one_node_took_is_used_on_the_other_whose_rules_see_when_it_was_taken()
    {
        Assert.Null(await nodes[0].Accept("maya", "INC-1", Code(), "d1", Cancel));
        Assert.Equal("code-used", (await nodes[1].Accept("maya", "INC-1", Code(), "d2", Cancel))?.Code);
        Assert.Equal("code-used", (await nodes[1].Accept("maya", "INC-2", Code(-1), "d3", Cancel))?.Code);
        Assert.Equal(clock.GetUtcNow(), await nodes[1].AcceptedAt("maya", "INC-1", Cancel));
        Assert.Null(await nodes[1].AcceptedAt("maya", "INC-2", Cancel));
        Assert.Null(await nodes[1].Accept("maya", "INC-2", Code(1), "d4", Cancel));
    }

    [Fact]
    public async Task The_delivery_that_a_node_died_on_is_accepted_by_the_one_that_takes_over()
    {
        Assert.Null(await nodes[0].Accept("maya", "INC-1", Code(), "d1", Cancel));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await nodes[1].Accept("maya", "INC-1", Code(-10), "d1", Cancel));
    }

    [Fact]
    public async Task Wrong_codes_are_counted_together()
    {
        for (var i = 0; i < StepUp.MostWrong; i++)
        {
            Assert.Equal("code-wrong", (await nodes[i % 2].Accept("maya", "INC-1", "nonsense", $"w{i}", Cancel))?.Code);
        }

        Assert.Equal("code-locked", (await nodes[0].Accept("maya", "INC-1", Code(), "d1", Cancel))?.Code);
        Assert.Equal("code-locked", (await nodes[1].Accept("maya", "INC-1", Code(), "d1", Cancel))?.Code);
    }

    private string Code(int off = 0) => OneTimeCode.At(secret, OneTimeCode.StepAt(clock.GetUtcNow()) + off);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
