using System.Globalization;
using System.Text;
using IncidentBot.Alarms;
using IncidentBot.Chat;
using IncidentBot.Chat.Slack;
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
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Benchmarks;

/// <summary>
/// A signed slash command until its 200: verified, durable, and only then acknowledged. Baseline: an endpoint of the same Kestrel that checks the same
/// signature over the same body, and stores nothing. Throughput of a round, and the 99th percentile of single requests.
/// </summary>
internal static class SlackBenchmark
{
    private const string Secret = "a-signing-secret-for-a-benchmark";

    internal static async Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        using var folder = new WorkFolder();
        await using var app = await Start(folder.Path, cancel);
        var port = new Uri(app.Urls.Single(u => u.Contains("127.0.0.1", StringComparison.Ordinal))).Port;
        return [.. await Compare(8), .. await Compare(32)];

        async Task<IReadOnlyList<Figure>> Compare(int count)
        {
            using var clients = await Clients.Connect(count, port, cancel);
            var (each, rounds) = (options.Pick(32, 1600), options.Pick(2, 9));
            var fresh = new Queue<byte[][]>(Enumerable.Range(0, each * (rounds + options.Pick(1, 10))).Select(i => Signed("/slack/commands", $"{count}.{i}")).Chunk(each));
            var plain = Enumerable.Range(0, each).Select(i => Signed("/signature-only", $"plain.{i}")).ToList();
            var (ours, theirs) = (new List<TimeSpan>(), new List<TimeSpan>());
            var times = await Rounds.Medians(options.Pick(1, 10), rounds,
                async () => ours.AddRange(await clients.Send(fresh.Dequeue(), cancel)),
                async () => theirs.AddRange(await clients.Send(plain, cancel)));
            var measured = each * rounds;
            var (slowOurs, slowTheirs) = (Slowest(ours, measured), Slowest(theirs, measured));
            var (throughput, slowest) = (times[1] / times[0], slowOurs / slowTheirs);
            return
            [
                new($"Slack command acknowledged, throughput; {count} clients", "at least 0.7x of the baseline", $"{each / times[0].TotalSeconds:0}/s",
                    $"{each / times[1].TotalSeconds:0}/s signature only", throughput, throughput >= 0.7),
                new($"the same, 99th percentile; {count} clients", "at most 1.5x of the baseline", Figure.Time(slowOurs),
                    $"{Figure.Time(slowTheirs)} signature only", slowest, slowest <= 1.5),
            ];
        }
    }

    /// <summary>The 99th percentile of the rounds that count: what came before them only warmed up.</summary>
    private static TimeSpan Slowest(List<TimeSpan> times, int measured) => times.TakeLast(measured).Order().ElementAt(measured * 99 / 100);

    private static byte[] Signed(string path, string trigger)
    {
        var body = $"token=x&team_id=T01TEST&api_app_id=A01APP&channel_id=C01GEN&user_id=U01ALICE&user_name=alice&command=%2Fincident&text=status&trigger_id={trigger}";
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return RawClient.Request(path, body, "application/x-www-form-urlencoded",
            $"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: {SlackSignature.Of(Secret, now, Encoding.UTF8.GetBytes(body))}\r\n");
    }

    private static async Task<WebApplication> Start(string data, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Store:Folder"] = data,
            ["Web:Urls"] = "http://127.0.0.1:0",
            ["Plans:Folder"] = data,
            ["Chat:Slack:Enabled"] = "true",
            ["Chat:Slack:BotToken"] = "xoxb-benchmark",
            ["Chat:Slack:SigningSecret"] = Secret,
            ["Chat:Slack:TeamId"] = "T01TEST",
            ["Chat:Slack:AppId"] = "A01APP",
            ["Chat:Slack:ApiUrl"] = "http://127.0.0.1:9/api/",
        });
        builder.Logging.ClearProviders();
        builder.AddWeb().AddIncidents().AddPeople().AddPlans().AddAlarms().AddFailover().AddReadings().AddUpdates().AddWakeups().AddReadiness().AddChat();
        builder.Services.AddStore(builder.Configuration);

        // What the bot does with a command afterwards is not measured: nothing of it runs.
        foreach (var hosted in builder.Services.Where(s => s.ServiceType == typeof(IHostedService)
            && (s.ImplementationType?.Assembly ?? s.ImplementationFactory?.Method.Module.Assembly) == typeof(SlackEndpoint).Assembly).ToList())
        {
            builder.Services.Remove(hosted);
        }

        var app = builder.Build();
        app.MapSlack();
        app.MapPost("/signature-only", async (HttpContext http, TimeProvider clock) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            return SlackSignature.IsGood(Secret, http.Request.Headers["X-Slack-Request-Timestamp"].ToString(), http.Request.Headers["X-Slack-Signature"].ToString(), body.ToArray(), clock.GetUtcNow())
                ? Results.Ok()
                : Results.StatusCode(StatusCodes.Status401Unauthorized);
        });
        await app.StartAsync(cancel);
        return app;
    }
}
