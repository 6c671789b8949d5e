using System.Globalization;
using System.Text.Json;
using IncidentBot.Acceptance.CommandLine;
using IncidentBot.Demo;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>What a person writes to use the example: pair.conf, and the bot's settings file with the scripts on the allow-list.</summary>
internal static class PairSettings
{
    private static readonly string[] Programs =
        ["fence", "unfence", "fenced", "fenced-reading", "promote", "promoted", "route", "routed", "lag", "standby", "answers", "serving", "shop"];

    private static string Example => Path.Combine(Incidentbot.Repository, "plans", "examples");

    /// <summary>Copies the plan and its scripts into a folder, and writes where the pair is.</summary>
    internal static void Write(string folder, string bot, string admin, Pair pair, int users, int throughPrimary, int throughTarget)
    {
        foreach (var part in (string[])["plans", "scripts", "templates"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        File.Copy(Path.Combine(Example, "postgres-pair.yaml"), Path.Combine(folder, "plans", "postgres-pair.yaml"));
        foreach (var script in Directory.GetFiles(Path.Combine(Example, "postgres-pair"), "*.sh"))
        {
            File.Copy(script, Path.Combine(folder, "scripts", Path.GetFileName(script)));
        }

        File.WriteAllText(Conf(folder), string.Create(CultureInfo.InvariantCulture, $"""
            PRIMARY={Pair.PrimaryRegion}
            TARGET={Pair.TargetRegion}
            ROUTER={admin}
            SHOP={admin}
            APP="{Through(users)}"
            THROUGH[{Pair.PrimaryRegion}]="{Through(throughPrimary)}"
            THROUGH[{Pair.TargetRegion}]="{Through(throughTarget)}"
            DIRECT[{Pair.PrimaryRegion}]="{pair.Primary.Connection("incidentbot")}"
            DIRECT[{Pair.TargetRegion}]="{pair.Target.Connection("incidentbot")}"

            """));
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), JsonSerializer.Serialize(Bot(folder, bot)));
    }

    internal static string Conf(string folder) => Path.Combine(folder, "pair.conf");

    private static string Through(int port) => string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={port} dbname=shop user=incidentbot");

    private static object Bot(string folder, string address) => new
    {
        Web = new { Urls = address },
        Store = new { Folder = Path.Combine(folder, "data") },
        Plans = new { Folder = Path.Combine(folder, "plans") },
        Updates = new { Templates = Path.Combine(Incidentbot.Repository, "templates") },
        Readings = new { Region = "outside" },
        People = new { List = DemoCast.People.Select(p => new { p.Id, p.Name, p.Roles, p.Guest }) },
        Chat = new { Local = new { Enabled = true, Personas = DemoCast.People.Select(p => new { p.Id, p.Name }) } },
        Steps = new
        {
            Allow = Programs.ToDictionary(p => $"pair-{p}", p => new { Path = Path.Combine(folder, "scripts", $"{p}.sh"), Arguments = new[] { Conf(folder) } }),
        },
    };
}
