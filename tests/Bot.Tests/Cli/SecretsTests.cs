using System.CommandLine;
using System.Globalization;
using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

/// <summary>With a marked value in every secret, nothing of them is found in faults, in the log at its most talkative, or in what the web says.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Mark = "s3cr3t";

    private readonly TemporaryFolder folder = new();

    /// <summary>Every secret there is, in settings; what is sound of them starts, and reaches nobody.</summary>
    private static readonly Dictionary<string, string?> Secrets = new()
    {
        ["Web:Key"] = Marked("web", 40),
        ["Alarms:EventBridge:Key"] = Marked("eventbridge-0123456789", 40),
        ["Chat:Slack:BotToken"] = "xoxb-" + Marked("bot", 20),
        ["Chat:Slack:AppToken"] = "xapp-" + Marked("app", 20),
        ["Chat:Slack:SigningSecret"] = Marked("signing", 30),
        ["Chat:Teams:ClientSecret"] = Marked("teams", 30),
        ["Telemetry:Headers"] = $"api-key={Marked("otlp", 20)}",
        ["Store:Postgres:Connection"] = $"Host=127.0.0.1;Port=1;Database=incidentbot;Username=u;Timeout=1;Password={Marked("database", 20)}",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_bot_that_runs_with_all_of_them_logs_none_and_tells_none()
    {
        var log = new Lines();
        var closed = $"http://127.0.0.1:{FreePort.Closed()}/";
        await using var app = Build(log, Secrets.Where(s => !s.Key.StartsWith("Store:", StringComparison.Ordinal)), [
            ("Store:Folder", folder.Path), ("Chat:Slack:ApiUrl", closed), ("Chat:Teams:LoginAuthority", closed), ("Chat:Teams:OpenIdMetadata", closed), ("Chat:Teams:GraphUrl", closed),
            ("Chat:Teams:ServiceUrl", closed), ("Telemetry:Otlp", closed), ("Web:Api", "true"),
        ]);
        await app.StartAsync(Cancel);
        await Eventually.Holds(() => log.All.Any(l => l.Contains("Slack", StringComparison.Ordinal)), "Slack was asked for", Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        foreach (var path in (string[])["/health/ready", "/incidents", "/sign-in", "/", "/alarms/eventbridge"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Secrets["Web:Key"]}0");
            using var answer = await http.SendAsync(request, Cancel);
            Assert.DoesNotContain(Mark, answer.Headers + await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        await app.StopAsync(Cancel);
        Assert.True(log.All.Count > 50, "Too little was logged to prove anything.");
        Assert.DoesNotContain(log.All, l => l.Contains(Mark, StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_of_every_setting_show_none()
    {
        var bad = Secrets.ToDictionary(s => s.Key, s => s.Key switch
        {
            "Web:Key" => Mark,
            "Alarms:EventBridge:Key" => Mark,
            "Telemetry:Headers" => Mark + "\n",
            "Store:Postgres:Connection" => $"Hots=db;Password={Mark}",
            "Chat:Slack:BotToken" or "Chat:Slack:AppToken" => Mark,
            _ => s.Value,
        });
        var faults = Faults(() => Build(new Lines(), bad, [("Store:Kind", "postgres"), ("Chat:Teams:ClientSecretFile", "/nowhere"), ("Chat:Slack:SigningSecretFile", "/nowhere"), ("Web:KeyFile", "/nowhere")]));
        Assert.True(faults.Count >= 7, string.Join('\n', faults));
        Assert.DoesNotContain(faults, f => f.Contains(Mark, StringComparison.Ordinal));

        // The same without files, so that the values themselves are looked at.
        var values = Faults(() => Build(new Lines(), bad, [("Store:Kind", "postgres")]));
        Assert.Contains(values, f => f.StartsWith("Web:Key must", StringComparison.Ordinal));
        Assert.Contains(values, f => f.StartsWith("Alarms:EventBridge:Key must", StringComparison.Ordinal));
        Assert.Contains(values, f => f.StartsWith("Telemetry:Headers must", StringComparison.Ordinal));
        Assert.DoesNotContain(values, f => f.Contains(Mark, StringComparison.Ordinal));

        // A secret in the wrong place: an object where a text should be, and a name that nothing reads.
        var shape = Faults(() => Build(new Lines(), [], [("Web:Key:0", Mark), ("Web:Kye", Mark), ("Chat:Slack:BotToken:x", Mark), ("Store:Postgres", Mark)]));
        Assert.True(shape.Count >= 4, string.Join('\n', shape));
        Assert.DoesNotContain(shape, f => f.Contains(Mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_refuses_its_password_is_told_without_it()
    {
        var config = folder.Sub("appsettings.json");
        await File.WriteAllTextAsync(config, System.Text.Json.JsonSerializer.Serialize(new { Store = new { Kind = "postgres", Folder = folder.Sub("data"), Postgres = new { Connection = Secrets["Store:Postgres:Connection"] } } }), Cancel);
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(ExitCodes.Unavailable, await CommandLine.Run(["alarm", "parked", "--config", config], new InvocationConfiguration { Output = output, Error = error }, Cancel));
        Assert.NotEqual("", error.ToString());
        Assert.DoesNotContain(Mark, output.ToString() + error, StringComparison.Ordinal);
    }

    private static WebApplication Build(Lines log, IEnumerable<KeyValuePair<string, string?>> secrets, IEnumerable<(string Name, string Value)> more) =>
        BotHost.Build(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Web:Urls"] = "http://127.0.0.1:0",
                ["Alarms:Accounts:0"] = "123456789012",
                ["Alarms:Regions:0"] = "us-east-1",
                ["Alarms:EventBridge:Enabled"] = "true",
                ["Chat:Slack:Enabled"] = "true",
                ["Chat:Slack:TeamId"] = "T01TEAM",
                ["Chat:Slack:AppId"] = "A01APP",
                ["Chat:Teams:Enabled"] = "true",
                ["Chat:Teams:AppId"] = "11111111-2222-3333-4444-555555555555",
                ["Chat:Teams:TenantId"] = "11111111-2222-3333-4444-666666666666",
                ["Chat:Teams:IncidentsTeam"] = "19:team@thread.tacv2",
                ["Chat:Teams:IncidentsChannel"] = "19:channel@thread.tacv2",
                ["Logging:LogLevel:Default"] = "Trace",
            });
            builder.Configuration.AddInMemoryCollection(secrets.Where(s => s.Key != "Store:Postgres:Connection" || more.Any(m => m.Name == "Store:Kind")));
            builder.Configuration.AddInMemoryCollection(more.Select(m => KeyValuePair.Create(m.Name, (string?)m.Value)));
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(log);
            builder.Services.PostConfigure<LoggerFilterOptions>(o =>
            {
                o.Rules.Clear();
                o.MinLevel = LogLevel.Trace;
            });
        });

    private static IReadOnlyList<string> Faults(Action build) => CommandLine.Faults(Assert.ThrowsAny<Exception>(build)) ?? throw new InvalidOperationException("Another failure than faults of the settings.");

    private static string Marked(string what, int length) => $"{Mark}-{what}-".PadRight(length, '7');

    /// <summary>All that is logged, with exceptions.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

        internal IReadOnlyList<string> All => [.. lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
