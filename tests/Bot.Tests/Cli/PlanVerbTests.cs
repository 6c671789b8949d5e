using System.CommandLine;
using IncidentBot.Bot.Tests.Plans;
using IncidentBot.Cli;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

public sealed class PlanVerbTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("plan-verb-");
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        root.Delete(recursive: true);
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void A_good_plan_is_silent_and_ends_with_0()
    {
        Assert.Equal(0, Lint(Write("sound.yaml", PlanText.Sound)));
        Assert.Equal(("", ""), (output.ToString(), error.ToString()));
    }

    [Fact]
    public void Warnings_are_printed_where_they_stand_and_end_with_0()
    {
        var slow = PlanText.Edit(PlanText.Edit(PlanText.Sound, "rto: 20m", "rto: 10m"), "cadence: { sev1: 15m,", "accept: { dns-tail: agreed }\ncadence: { sev1: 5m,");
        Assert.Equal(0, Lint(Write("slow.yaml", PlanText.Edit(slow, "ttl: 60s", "ttl: 5m"))));
        Assert.Equal(
            "slow.yaml:108:3: warning approval-chain: 3 roles at 3 min each need 9 min, and the latest decision is 6 min 48 s after impact start; require fewer roles for this mode, or shorten the run\n"
            + "slow.yaml:26:1: accepted dns-tail: users are moved by DNS with a TTL of 5 min: by the assumption that 37 % keep the old answer for another TTL, more than 1 % still reach us-east-1 "
            + "when the RTO of 10 min is over; accepted because: agreed\n",
            output.ToString());
    }

    [Fact]
    public void A_fault_in_any_file_ends_with_1_and_all_files_are_read()
    {
        var bad = Write("bad.yaml", PlanText.Edit(PlanText.Good, "rto: 15m", "rto: soon"));
        Assert.Equal(1, Lint(bad, Write("good.yaml", PlanText.Sound), bad));
        var line = "bad.yaml:6:6: error bad-duration: `rto` is not a duration; found 'soon'; write a whole number and a unit, such as 500ms, 90s, 2m, 1m30s or 1h\n";
        Assert.Equal(line + line, output.ToString());
    }

    [Fact]
    public void A_file_that_cannot_be_read_ends_with_2_and_the_others_are_still_read()
    {
        var bad = Write("bad.yaml", "a: [\n");
        Assert.Equal(2, Lint("nowhere.yaml", bad, root.FullName));
        Assert.Contains("nowhere.yaml cannot be read: ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{root.FullName} cannot be read: ", error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("bad.yaml:2:1: error syntax: ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_come_from_settings_in_the_folder_and_the_command_line_wins()
    {
        var plan = Write("checkout.yaml", PlanText.Shipped);
        Write("appsettings.json", "{}");
        Assert.Equal(1, Lint(plan));
        Assert.Contains("error unknown-variable: there is no such variable; found '${edge}'", output.ToString(), StringComparison.Ordinal);
        Write("appsettings.json", PlanText.Data("appsettings.json"));
        Assert.Equal(0, Lint(plan));
        Assert.Equal(1, PlanLintVerb.Run([plan], ["edge=ftp://x"], null, root.FullName, output, error));
        Write("appsettings.json", "{");
        Assert.Equal(2, Lint(plan));
        Assert.StartsWith($"The settings file {Path.Combine(root.FullName, "appsettings.json")} is not JSON: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_prints_the_checklist()
    {
        Assert.Equal(0, PlanShowVerb.Run(Write("good.yaml", PlanText.Good), [], null, root.FullName, output, error));
        Assert.Equal(PlanText.Data("good.sheet.txt"), output.ToString());
    }

    [Fact]
    public void Show_refuses_a_faulty_plan_and_a_missing_file()
    {
        Assert.Equal(1, PlanShowVerb.Run(Write("bad.yaml", "service: x"), [], null, root.FullName, output, error));
        Assert.Equal(2, PlanShowVerb.Run("nowhere.yaml", [], null, root.FullName, output, error));
        Assert.Equal("", output.ToString());
        Assert.Contains("bad.yaml:1:1: the plan has no `title`", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "plan", "lint", "{good}")]
    [InlineData(0, "plan", "show", "{good}", "--variable", "a=b")]
    [InlineData(1, "plan", "lint")]
    [InlineData(1, "plan", "lint", "{good}", "--variable", "a")]
    public void The_verb_reads_its_arguments(int exit, params string[] arguments)
    {
        var good = Path.Combine(root.FullName, Write("good.yaml", PlanText.Good));
        var command = new RootCommand { PlanVerb.Create(new Option<string?>("--config")) };
        var configuration = new InvocationConfiguration { Output = output, Error = error };
        Assert.Equal(exit, command.Parse([.. arguments.Select(a => a == "{good}" ? good : a)]).Invoke(configuration));
    }

    private int Lint(params string[] files) => PlanLintVerb.Run(files, [], null, root.FullName, output, error);

    private string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(root.FullName, name), text);
        return name;
    }
}
