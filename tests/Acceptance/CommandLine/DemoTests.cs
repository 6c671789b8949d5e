using System.Text.Json;
using IncidentBot.Acceptance.Demo;
using Xunit;

namespace IncidentBot.Acceptance.CommandLine;

/// <summary>The whole main job, from the command line to the files that it leaves.</summary>
public sealed class DemoTests : IDisposable
{
    private static readonly string[] Members =
        ["seed", "state", "predicted", "actual", "detectSeconds", "decideSeconds", "recoverSeconds"];

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_headless_demo_restores_exports_verifies_and_keeps_its_promise_and_another_seed_gives_other_numbers()
    {
        var one = await Play("1");
        var two = await Play("2");
        foreach (var summary in new[] { one, two })
        {
            var (predicted, actual) = (summary.GetProperty("predicted"), summary.GetProperty("actual"));
            Assert.InRange(actual.GetProperty("records").GetInt64(), 0, predicted.GetProperty("records").GetInt64());
            Assert.InRange(actual.GetProperty("seconds").GetDecimal(), 0, predicted.GetProperty("seconds").GetDecimal());
            foreach (var span in Members[4..])
            {
                Assert.InRange(summary.GetProperty(span).GetDecimal(), 0, 240);
            }
        }

        Assert.NotEqual(one.GetProperty("actual").ToString(), two.GetProperty("actual").ToString());
        Assert.NotEqual(one.GetProperty("predicted").ToString(), two.GetProperty("predicted").ToString());
    }

    [Fact]
    public async Task An_unhealthy_target_is_never_promoted_and_the_end_is_1()
    {
        var answer = await Incidentbot.Run(folder.Path, "demo", "--headless", "--break", "target", "--out", "broken");
        Assert.True(answer.Code == 1, $"{answer.Code} {answer.Error}");
        Assert.Contains("refused", answer.Error, StringComparison.Ordinal);
        var summary = await Summary("broken");
        Assert.Equal("aborted", summary.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, summary.GetProperty("actual").ValueKind);
    }

    private async Task<JsonElement> Play(string seed)
    {
        var output = $"seed-{seed}";
        var answer = await Incidentbot.Run(folder.Path, "demo", "--headless", "--seed", seed, "--out", output);
        Assert.True(answer.Code == 0, $"{answer.Code} {answer.Error}\n{answer.Output}");
        Assert.Contains("POINT OF NO RETURN", answer.Output, StringComparison.OrdinalIgnoreCase);
        foreach (var format in new[] { "md", "json", "csv", "html" })
        {
            Assert.True(new FileInfo(Path.Combine(folder.Path, output, $"INC-1.{format}")).Length > 0, format);
        }

        var verified = await Incidentbot.Run(folder.Path, "verify", Path.Combine(output, "INC-1.json"));
        Assert.True(verified.Code == 0, verified.Error);
        var summary = await Summary(output);
        Assert.Equal(Members, summary.EnumerateObject().Select(m => m.Name));
        Assert.Equal(seed, summary.GetProperty("seed").ToString());
        return summary;
    }

    private async Task<JsonElement> Summary(string output) => JsonSerializer.Deserialize<JsonElement>(
        await File.ReadAllTextAsync(Path.Combine(folder.Path, output, "summary.json"), TestContext.Current.CancellationToken));
}
