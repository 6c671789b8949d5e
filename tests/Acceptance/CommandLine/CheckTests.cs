using IncidentBot.Acceptance.Demo;
using Xunit;

namespace IncidentBot.Acceptance.CommandLine;

public sealed class CheckTests : IDisposable
{
    private readonly TestFolder folder = new();

    public CheckTests() => Directory.CreateDirectory(Path.Combine(folder.Path, "plans"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_shipped_configuration_has_no_fault_from_any_folder()
    {
        foreach (var place in new[] { folder.Path, Incidentbot.Repository })
        {
            var answer = await Incidentbot.Run(place, "--check");
            Assert.Equal(new Answer(0, "The configuration has no fault.\n", ""), answer);
        }
    }

    [Fact]
    public async Task Every_fault_is_printed_and_the_end_is_78()
    {
        await Write("appsettings.json", """
            {
              "Store": { "Folder": "" },
              "Web": { "Urls": "ftp://127.0.0.1", "Port": 80 },
              "Slack": {},
              "Chat": { "Local": { "Enabled": "perhaps" } },
              "Logging": { "LogLevel": { "Default": "Loud" } },
              "People": { "List": [ { "Id": "Maya", "Name": "", "Roles": [ "admiral" ] } ] },
              "Alarms": { "Regions": [ "nowhere" ], "EventBridge": { "Enabled": true, "Key": "short" }, "Rules": [ { "Severity": "huge" } ] },
              "Steps": { "Alow": {}, "Allow": { "psql": { "Path": "psql" } } }
            }
            """);
        var answer = await Incidentbot.Run(folder.Path, "--check");
        Assert.Equal((78, ""), (answer.Code, answer.Output));
        foreach (var fault in new[]
        {
            "Store:Folder", "Web:Urls", "Web:Port", "\"Slack\"", "Chat:Local:Enabled must be true or false", "Logging:LogLevel:Default", "Steps:Alow", "People:List:0:Id", "People:List:0:Name", "\"admiral\"", "Alarms:Regions", "Alarms:EventBridge:Key",
            "Alarms:Rules:0:Service", "Alarms:Rules:0:Severity", "Steps:Allow:psql:Path",
        })
        {
            Assert.Contains(fault, answer.Error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data")), "a check makes nothing");
    }

    [Fact]
    public async Task The_environment_is_read_with_the_same_prefix_by_every_verb()
    {
        var start = Incidentbot.Dll(folder.Path, "plan", "lint", "plan.yaml");
        await Write("plan.yaml", "service: ${name}\n");
        start.Environment["Plans__Variables__name"] = "unprefixed";
        Assert.Contains("unknown-variable", (await Incidentbot.Finish(start)).Output, StringComparison.Ordinal);
        start.Environment["INCIDENTBOT_Plans__Variables__name"] = "checkout";
        Assert.DoesNotContain("unknown-variable", (await Incidentbot.Finish(start)).Output, StringComparison.Ordinal);

        var export = Incidentbot.Dll(folder.Path, "export", "INC-1", "--format", "json");
        export.Environment["INCIDENTBOT_Store__Folder"] = "elsewhere";
        var answer = await Incidentbot.Finish(export);
        Assert.Equal(69, answer.Code);
        Assert.Contains(Path.Combine(folder.Path, "elsewhere"), answer.Error, StringComparison.Ordinal);

        var misspelt = Incidentbot.Dll(folder.Path, "--check");
        misspelt.Environment["INCIDENTBOT_Alrms__Regions__0"] = "eu-west-1";
        Assert.Contains("\"Alrms\"", (await Incidentbot.Finish(misspelt)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "appsettings.json")]
    [InlineData("""{ "Slack": {} }""", "\"Slack\"")]
    [InlineData("""{ "Store": { "Foldr": "x" } }""", "Foldr")]
    [InlineData("""{ "Web": { "Urls": "http://0.0.0.0:5080" }, "Chat": { "Local": { "Enabled": true, "Personas": [ { "Id": "a", "Name": "A" } ] } } }""", "Web:Urls")]
    public async Task What_nothing_reads_or_nobody_should_run_is_a_fault_for_the_check_and_for_the_server(string settings, string named)
    {
        await Write("appsettings.json", settings);
        foreach (var verb in new[] { "--check", "serve" })
        {
            var answer = await Incidentbot.Run(folder.Path, verb);
            Assert.True(answer.Code == 78, $"{verb}: {answer.Code} {answer.Error}");
            Assert.Contains(named, answer.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Faults_of_plans_are_among_them()
    {
        await Write("plans/checkout.yaml", "service: checkout\nrto: soon\n");
        await Write("appsettings.json", "{}");
        var answer = await Incidentbot.Run(folder.Path, "--check");
        Assert.Equal(78, answer.Code);
        Assert.Contains("plans/checkout.yaml:2:6: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settings_file_that_is_not_there_is_named()
    {
        var answer = await Incidentbot.Run(folder.Path, "--config", "nowhere.json", "--check");
        Assert.Equal(78, answer.Code);
        Assert.Contains("nowhere.json", answer.Error, StringComparison.Ordinal);
    }

    private Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder.Path, name), text, Cancel);
}
