using System.CommandLine;
using System.Text.Json;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Plans;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Cli;
using IncidentBot.Incidents;
using IncidentBot.Plans;
using IncidentBot.Store.Sqlite;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

/// <summary>`readiness` and `plan premortem` on the command line: from the configuration, with the log where there is one.</summary>
public sealed class ReadinessVerbTests : IDisposable
{
    private static readonly FailoverPlan Shop = PlanFile.Read(PlanText.Good, "shop", PlanText.Variables).Plan!;

    private readonly TemporaryFolder folder = new();

    public ReadinessVerbTests()
    {
        Directory.CreateDirectory(folder.Sub("plans"));
        File.WriteAllText(folder.Sub("plans/shop.yaml"), PlanText.Good);
        File.WriteAllText(folder.Sub("s.json"), JsonSerializer.Serialize(new
        {
            Store = new { Folder = folder.Sub("data") },
            Plans = new { Folder = folder.Sub("plans") },
            Updates = new { Templates = Path.Combine(AppContext.BaseDirectory, "templates") },
            Readings = new { Region = "outside" },
            People = new { List = new[] { new { Id = "maya", Name = "Maya Okafor", Roles = new[] { "commander" } }, new { Id = "dario", Name = "Dario Conti", Roles = new[] { "data-owner" } } } },
            Chat = new { Local = new { Enabled = true, Personas = new[] { new { Id = "maya", Name = "Maya" } } } },
            Alarms = new
            {
                Accounts = new[] { "123456789012" },
                Regions = new[] { "eu-west-1" },
                Sns = new { TopicArns = new[] { "arn:aws:sns:eu-west-1:123456789012:alarms" } },
                Rules = new[] { new { AlarmName = "shop-*", Region = "eu-west-1", Service = "shop", Severity = "sev2" } },
            },
        }));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Readiness_is_printed_without_a_server_and_makes_nothing()
    {
        var (code, output, error) = await Run("readiness");

        Assert.Equal(0, code);
        Assert.StartsWith("Readiness of shop: ", output, StringComparison.Ordinal);
        Assert.Contains("  UNKNOWN  region-loss: no log could be read (+15)\n", output, StringComparison.Ordinal);
        Assert.Contains("  weak     commander: only Maya Okafor (+", output, StringComparison.Ordinal);
        Assert.Contains("  MISSING  data-owner: nobody can be reached; not Dario Conti (no account on any chat) (+", output, StringComparison.Ordinal);
        Assert.Contains("  UNKNOWN  G2 outage confirmed: errors is unknown: ", output, StringComparison.Ordinal);
        Assert.Contains("  UNKNOWN  G7 target's data healthy: only a person answers queue, once asked in an incident (+", output, StringComparison.Ordinal);
        Assert.StartsWith($"There is no log in {folder.Sub("data")}: drills and runs are unknown here.", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Sub("data")), "Looking makes nothing.");
    }

    [Fact]
    public async Task Drills_come_from_the_log()
    {
        await Drilled();
        var (code, output, error) = await Run("readiness", "shop");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("  MISSING  region-loss: no drill has succeeded; the last was ", output, StringComparison.Ordinal);
        Assert.Contains("  MISSING  network-partition: never drilled (+15)\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "There is no plan for “cart”; known: shop.", "readiness", "cart")]
    [InlineData(1, "", "readiness", "shop", "--at-least", "90")]
    [InlineData(0, "", "readiness", "shop", "--at-least", "1")]
    [InlineData(64, "--at-least wants a whole number from 0 to 100.", "readiness", "--at-least", "many")]
    [InlineData(64, "--at-least wants a whole number from 0 to 100.", "readiness", "--at-least", "101")]
    [InlineData(1, "There is no plan for “cart”; known: shop.", "plan", "premortem", "cart")]
    [InlineData(2, "nowhere.yaml cannot be read: there is no such file.", "plan", "premortem", "nowhere.yaml")]
    public async Task Answers_and_exit_codes(int expected, string error, params string[] arguments)
    {
        await Drilled();
        var answer = await Run(arguments);

        Assert.Equal(expected, answer.Code);
        Assert.StartsWith(error, answer.Error, StringComparison.Ordinal);
        Assert.True(error.Length > 0 || answer.Error.Length == 0, answer.Error);
    }

    [Fact]
    public async Task A_premortem_is_made_of_the_configuration_for_a_service_and_for_a_file_alike()
    {
        var (code, output, _) = await Run("plan", "premortem", "shop");
        Assert.Equal(0, code);
        Assert.Contains("  alarms come in by the SNS topic arn:aws:sns:eu-west-1:123456789012:alarms\n  alarms named shop-*, of eu-west-1: opens a sev2\n", output, StringComparison.Ordinal);
        Assert.Contains("    commander: at once Maya Okafor; exhausted after 2 min 30 s", output, StringComparison.Ordinal);
        Assert.Contains("======== POINT OF NO RETURN", output, StringComparison.Ordinal);
        Assert.Contains("  - nobody but a person answers queue (Queue); ", output, StringComparison.Ordinal);
        Assert.Equal(output, (await Run("plan", "premortem", folder.Sub("plans/shop.yaml"))).Output);

        await File.WriteAllTextAsync(folder.Sub("bad.yaml"), PlanText.Edit(PlanText.Good, "rto: 15m", "rto: soon"), Cancel);
        var bad = await Run("plan", "premortem", folder.Sub("bad.yaml"));
        Assert.Equal((1, ""), (bad.Code, bad.Output));
        Assert.Contains("`rto` is not a duration", bad.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_configuration_is_told_with_every_fault()
    {
        await File.WriteAllTextAsync(folder.Sub("plans/shop.yaml"), PlanText.Edit(PlanText.Good, "rto: 15m", "rto: soon"), Cancel);
        var (code, output, error) = await Run("readiness");

        Assert.Equal((78, ""), (code, output));
        Assert.Contains("`rto` is not a duration", error, StringComparison.Ordinal);
    }

    /// <summary>A drill that was stopped, in the log of the data folder.</summary>
    private async Task Drilled()
    {
        await using var store = SqliteStore.Open(folder.Sub("data"), TimeProvider.System);
        var desk = new IncidentDesk(store.Events, store.Inbox, new Situations(store.Events), Cast.Roster, new Cast.Plans(Shop), TimeProvider.System);
        Assert.Null((await desk.Drill("shop", FailureMode.RegionLoss, Cast.Maya, null, Cancel)).Refusal);
        Assert.Null((await desk.Send("INC-1", new IncidentCommand.Close("enough"), Cast.Maya, null, Cancel)).Refusal);
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run([.. arguments, "--config", folder.Sub("s.json")], new InvocationConfiguration { Output = output, Error = error }, Cancel);
        return (code, output.ToString(), error.ToString());
    }
}
