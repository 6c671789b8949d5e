using IncidentBot.Updates;
using IncidentBot.Workflow.Updates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Updates;

public sealed class TemplateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("templates").FullName;

    public TemplateTests()
    {
        foreach (var audience in Enum.GetValues<Audience>())
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "templates", TemplateSet.FileName(audience)), FileOf(audience));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Hello\n{{sevrity}}", "(2): \"sevrity\" is no value of an update. Known: incident, service, severity,")]
    [InlineData("{{#if knowsEtta}}x{{/if}}", "(1): \"knowsEtta\" is no condition")]
    [InlineData("{{#if eta}}x{{/if}}", "(1): \"eta\" is a value, not a condition.")]
    [InlineData("{{drill}} {{knowsEta}}", "(1): \"knowsEta\" is a condition: use it in \"{{#if knowsEta}}\".")]
    [InlineData("a\nb\n{{#if knowsEta}}x", "(3): \"{{#if}}\" is never closed.")]
    [InlineData("x{{/if}}", "(1): \"{{/if}}\" closes nothing.")]
    [InlineData("{{#if knowsEta}}\nx{{/unless}}", "(2): \"{{/unless}}\" closes nothing; \"{{#if}}\" of line 1 is open.")]
    [InlineData("x{{else}}", "(1): \"{{else}}\" outside of a block.")]
    [InlineData("x {{eta", "(1): \"{{\" without \"}}\"")]
    [InlineData("{{{eta}}}", "(1): ")]
    [InlineData("{{> other}}", "(1): \"{{> other}}\" is not understood")]
    [InlineData("{{lookup eta 1}}", "(1): \"{{lookup eta 1}}\" is not understood")]
    [InlineData("", "(1): the template is empty.")]
    [InlineData("There was no data loss.", ": claims \"no data loss\" in phase investigating.")]
    [InlineData("{{#if deciding}}x{{/if}}", ": says nothing in phase investigating")]
    public void A_fault_is_reported_with_its_file_and_line(string template, string fault)
    {
        File.WriteAllText(FileOf(Audience.Support), template);

        Assert.Contains(TemplateSet.Load(folder).Faults, f => f.StartsWith(FileOf(Audience.Support) + fault, StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_of_all_files_are_reported_at_start()
    {
        File.WriteAllText(FileOf(Audience.Support), "{{one}}\n{{two}}");
        File.Delete(FileOf(Audience.Customers));

        var options = Module(("Updates:Templates", folder)).GetRequiredService<IOptions<UpdateOptions>>();
        var faults = Assert.Throws<OptionsValidationException>(() => options.Value).Failures.ToList();

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, f => f.Contains("customers.hbs: cannot be read; there is no such file.", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("support.hbs(1): \"one\"", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("support.hbs(2): \"two\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nowhere", "must be an existing folder; \"nowhere\"")]
    [InlineData(" ", "must name a folder; it is \" \"")]
    public void A_folder_that_is_not_there_is_refused(string value, string rule)
    {
        var options = Module(("Updates:Templates", value)).GetRequiredService<IOptions<UpdateOptions>>();

        Assert.Contains(rule, Assert.Throws<OptionsValidationException>(() => options.Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_setting_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Module(("Updates:Template", "templates")).GetRequiredService<IOptions<UpdateOptions>>().Value);

    [Fact]
    public void The_shipped_templates_lie_beside_the_program_and_are_sound() =>
        Assert.Contains("INC-1", Module().GetRequiredService<UpdateRenderer>().Render(SomeUpdate.Known(UpdatePhase.Deciding), Audience.Engineers), StringComparison.Ordinal);

    [Fact]
    public void Every_value_and_every_condition_is_used_by_a_shipped_template()
    {
        var text = string.Concat(Enum.GetValues<Audience>().Select(a => File.ReadAllText(FileOf(a))));

        Assert.All(UpdateModel.ValueNames, name => Assert.Contains($"{{{{{name}}}}}", text, StringComparison.Ordinal));
        Assert.All(UpdateModel.ConditionNames, name => Assert.Contains($"{{{{#if {name}}}}}", text, StringComparison.Ordinal));
    }

    private string FileOf(Audience audience) => Path.Combine(folder, TemplateSet.FileName(audience));

    private static ServiceProvider Module(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.AddUpdates();
        return builder.Services.BuildServiceProvider();
    }
}
