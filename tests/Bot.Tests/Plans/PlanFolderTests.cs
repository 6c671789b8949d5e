using IncidentBot.Plans;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Plans;

public sealed class PlanFolderTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("plans-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void The_catalogue_finds_each_plan_by_its_service()
    {
        Write("b.yaml", PlanText.Good);
        Write("a.yaml", PlanText.Shipped);
        Write("notes.txt", "no plan");
        using var app = Build();
        var catalog = app.Services.GetRequiredService<IPlanCatalog>();
        Assert.Equal(["checkout", "shop"], catalog.All.Select(p => p.Service));
        Assert.Equal("7", catalog.Find("shop")!.Version);
        Assert.Null(catalog.Find("Shop"));
    }

    [Fact]
    public async Task A_start_with_faulty_plans_is_refused_and_lists_every_fault()
    {
        Write("a.yaml", PlanText.Edit(PlanText.Good, "rto: 15m", "rto: soon"));
        Write("b.yaml", PlanText.Good);
        Write("c.yaml", PlanText.Good);
        using var app = Build();
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            [
                $"{Path.Combine("plans", "a.yaml")}:6:6: `rto` is not a duration; found 'soon'; {PlanDuration.Advice}",
                $"{Path.Combine("plans", "c.yaml")}:1:1: another file has a plan of this service; found 'shop' in {Path.Combine("plans", "b.yaml")}; keep one plan a service",
            ],
            refused.Failures);
    }

    [Theory]
    [InlineData("Plans:Folder", "nowhere", "Plans:Folder: there is no folder '{root}nowhere'; create it, or name another")]
    [InlineData("Plans:Folder", " ", "Plans:Folder: a folder's name is required; found ' '")]
    [InlineData("Plans:Variables:a b", "x", "Plans:Variables: a name is a letter, then letters, digits, hyphens or underscores, 63 at most; found 'a b'")]
    [InlineData("Plans:Variables:edge", "", "Plans:Variables:edge: a value is one line of text; found ''")]
    public void A_bad_setting_is_refused_by_name(string key, string value, string says)
    {
        Write("a.yaml", PlanText.Good);
        using var app = Build(new KeyValuePair<string, string?>(key, value));
        var refused = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IPlanCatalog>());
        Assert.Equal([says.Replace("{root}", root.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal)], refused.Failures);
    }

    [Fact]
    public void An_unknown_setting_is_refused()
    {
        using var app = Build(new KeyValuePair<string, string?>("Plans:Foldr", "x"));
        Assert.Throws<InvalidOperationException>(() => app.Services.GetRequiredService<IPlanCatalog>());
    }

    [Fact]
    public void A_value_changes_a_text_and_never_the_plan()
    {
        var variables = new Dictionary<string, string> { ["EDGE"] = "x\": [1]\nsteps: {", ["primaryUrl"] = "http://p", ["targetUrl"] = "http://t" };
        var outcome = PlanFile.Read(PlanText.Shipped, "p", variables);
        Assert.All(outcome.Faults, f => Assert.Contains("`url`", f.Problem, StringComparison.Ordinal));
        Assert.Equal(24, outcome.Faults.Count);
    }

    [Theory]
    [InlineData("", "p:1:1: the file is empty; begin with `service: NAME`")]
    [InlineData("# nothing\n", "p:1:1: the file is empty; begin with `service: NAME`")]
    [InlineData("- a\n", "p:1:1: a plan is a map of keys; found a list; begin with `service: NAME`")]
    public void A_text_that_is_no_plan_is_one_fault(string text, string says) =>
        Assert.Equal([says], PlanFile.Read(text, "p", PlanText.Variables).Faults.Select(f => f.ToString()));

    [Fact]
    public void Size_depth_and_encoding_are_bounded()
    {
        Assert.Equal(["the file is too large"], Problems(new string('a', PlanYaml.LongestText + 1)));
        Assert.Equal(["values are nested too deeply"], Problems(new string('[', 5_000)));
        Assert.Equal(["there are too many values"], Problems("a: [" + string.Concat(Enumerable.Repeat("b,", 30_000)) + "]"));
        Write("latin.yaml", "");
        var path = Path.Combine(root.FullName, "plans", "latin.yaml");
        File.WriteAllBytes(path, [0x61, 0x3A, 0xE9, 0x0A]);
        Assert.Equal(["the file is not UTF-8 text"], PlanFile.Load(path, "p", PlanText.Variables).Faults.Select(f => f.Problem));
    }

    private static IEnumerable<string> Problems(string text) => PlanFile.Read(text, "p", PlanText.Variables).Faults.Select(f => f.Problem);

    private void Write(string name, string text) =>
        File.WriteAllText(Path.Combine(root.CreateSubdirectory("plans").FullName, name), text);

    private IHost Build(params KeyValuePair<string, string?>[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = root.FullName });
        builder.Configuration.AddInMemoryCollection(PlanText.Variables.Select(v => new KeyValuePair<string, string?>($"Plans:Variables:{v.Key}", v.Value)));
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddPlans();
        return builder.Build();
    }
}
