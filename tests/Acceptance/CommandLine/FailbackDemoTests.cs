using System.Text.Json;
using IncidentBot.Acceptance.Demo;
using Xunit;

namespace IncidentBot.Acceptance.CommandLine;

/// <summary>Out by a failover that loses data, home by a planned switchover that loses none: real processes, real files, and what the rooms say.</summary>
public sealed class FailbackDemoTests : IDisposable
{
    private const string Refused = "It may not say \"no data loss\".";
    private const string Told = "told customers (edited text):";

    private readonly TestFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_region_that_was_lost_comes_back_and_takes_the_service_home_without_loss_and_only_then_an_update_says_so()
    {
        var answer = await Incidentbot.Run(folder.Path, "demo", "--headless", "--failback", "--out", "out", "--data", "data");
        Assert.True(answer.Code == 0, $"{answer.Code} {answer.Error}\n{answer.Output}");

        var home = answer.Output[answer.Output.IndexOf("planned switchover of checkout", StringComparison.Ordinal)..];
        string[] order =
        [
            "move checkout from eu-west-1 to us-east-1 (planned-switchover). Loss 0, or the press is refused", "up to 0 records and 0 s", "waived G12",
            "ARMED.", Refused, "POINT OF NO RETURN", "Accepted: 0 records. Epoch 2.", "RESTORED in us-east-1", Told, "0 writes lost",
        ];
        Assert.Equal(order, order.OrderBy(text => Position(home, text)));

        // By the row sets on disk: what the failover lost is in no region's rows, and the way home lost nothing of what eu-west-1 had.
        var (east, west) = (Rows("us-east-1"), Rows("eu-west-1"));
        var acknowledged = (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "data", "world", "edge", "acknowledged.log"), Cancel)).Select(l => l.Split('\t')[1]).ToList();
        var lost = acknowledged.Where(id => !east.Contains(id)).ToList();
        Assert.DoesNotContain(lost, west.Contains);
        Assert.Equal(Summary("summary.json").GetProperty("actual").GetProperty("records").GetInt32(), lost.Count);
        var back = Summary("summary-failback.json");
        Assert.Equal((0, 0, "reconciled"), (back.GetProperty("predicted").GetProperty("records").GetInt32(), back.GetProperty("actual").GetProperty("records").GetInt32(), back.GetProperty("state").GetString()));

        // What the lost region alone had is kept for whoever accounts for it.
        Assert.All(lost, id => Assert.Contains(id, Ids(Path.Combine("us-east-1", "rows.before-epoch-1.log"))));
        var verified = await Incidentbot.Run(folder.Path, "verify", Path.Combine("out", "INC-2.json"));
        Assert.True(verified.Code == 0, verified.Error);
    }

    [Fact]
    public async Task The_way_home_is_played_headless_only()
    {
        var answer = await Incidentbot.Run(folder.Path, "demo", "--failback");
        Assert.Equal(64, answer.Code);
        Assert.Contains("--failback needs --headless", answer.Error, StringComparison.Ordinal);
    }

    private static int Position(string text, string find)
    {
        var at = text.IndexOf(find, StringComparison.Ordinal);
        Assert.True(at >= 0, $"never said: {find}\n{text}");
        return at;
    }

    private JsonElement Summary(string name) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(folder.Path, "out", name)));

    private HashSet<string> Rows(string region) => Ids(Path.Combine(region, "rows.log"));

    private HashSet<string> Ids(string file) => [.. File.ReadLines(Path.Combine(folder.Path, "data", "world", file)).Select(l => l.Split('\t')[1])];
}
