using IncidentBot.Alarms;
using IncidentBot.Aws;
using IncidentBot.Chat;
using IncidentBot.Chat.Slack.Inbound;
using IncidentBot.Failover;
using IncidentBot.Incidents;
using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Readiness;
using IncidentBot.Readings;
using IncidentBot.Store;
using IncidentBot.Updates;
using IncidentBot.Wakeups;
using IncidentBot.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Benchmarks;

/// <summary>A chat's delivery until its 200, against an endpoint of the same Kestrel that checks the same proof of origin and stores nothing.</summary>
/// <param name="What">The delivery, for people.</param>
/// <param name="Baseline">What the other endpoint does, for people.</param>
internal sealed record Acknowledgement(string What, string Baseline, Func<string, byte[]> Delivery, Func<string, byte[]> Plain)
{
    /// <summary>Throughput of a round, and the 99th percentile of single requests.</summary>
    internal async Task<IReadOnlyList<Figure>> Compare(int count, WebApplication app, RunOptions options, CancellationToken cancel)
    {
        var port = new Uri(app.Urls.Single(u => u.Contains("127.0.0.1", StringComparison.Ordinal))).Port;
        using var clients = await Clients.Connect(count, port, cancel);
        var (each, rounds, warmUp) = (options.Pick(32, 1600), options.Pick(2, 9), options.Pick(1, 10));
        var fresh = new Queue<byte[][]>(Enumerable.Range(0, each * (rounds + warmUp)).Select(i => Delivery($"{count}.{i}")).Chunk(each));
        var plain = Enumerable.Range(0, each).Select(i => Plain($"plain.{i}")).ToList();
        var (ours, theirs) = (new List<TimeSpan>(), new List<TimeSpan>());
        var times = await Rounds.Medians(warmUp, rounds,
            async () => ours.AddRange(await clients.Send(fresh.Dequeue(), cancel)),
            async () => theirs.AddRange(await clients.Send(plain, cancel)));
        var (slowOurs, slowTheirs) = (Slowest(ours, each * rounds), Slowest(theirs, each * rounds));
        var (throughput, slowest) = (times[1] / times[0], slowOurs / slowTheirs);
        return
        [
            new($"{What} acknowledged, throughput; {count} clients", "at least 0.7x of the baseline", $"{each / times[0].TotalSeconds:0}/s",
                $"{each / times[1].TotalSeconds:0}/s {Baseline}", throughput, throughput >= 0.7),
            new($"the same, 99th percentile; {count} clients", "at most 1.5x of the baseline", Figure.Time(slowOurs),
                $"{Figure.Time(slowTheirs)} {Baseline}", slowest, slowest <= 1.5),
        ];
    }

    /// <summary>The bot's door alone: what it does with a delivery afterwards is not measured, and nothing of it runs.</summary>
    /// <param name="chat">The chat's settings, below its section.</param>
    internal static WebApplication Door(string data, string section, IEnumerable<KeyValuePair<string, string?>> chat)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Store:Folder"] = data,
            ["Web:Urls"] = "http://127.0.0.1:0",
            ["Plans:Folder"] = data,
            [$"{section}:Enabled"] = "true",
        });
        builder.Configuration.AddInMemoryCollection(chat.Select(s => KeyValuePair.Create($"{section}:{s.Key}", s.Value)));
        builder.Logging.ClearProviders();
        builder.AddWeb().AddAws().AddIncidents().AddPeople().AddPlans().AddAlarms().AddFailover().AddReadings().AddUpdates().AddWakeups().AddReadiness().AddChat();
        builder.Services.AddStore(builder.Configuration);
        foreach (var hosted in builder.Services.Where(s => s.ServiceType == typeof(IHostedService)
            && (s.ImplementationType?.Assembly ?? s.ImplementationFactory?.Method.Module.Assembly) == typeof(SlackEndpoint).Assembly).ToList())
        {
            builder.Services.Remove(hosted);
        }

        return builder.Build();
    }

    /// <summary>The 99th percentile of the rounds that count: what came before them only warmed up.</summary>
    private static TimeSpan Slowest(List<TimeSpan> times, int measured) => times.TakeLast(measured).Order().ElementAt(measured * 99 / 100);
}
