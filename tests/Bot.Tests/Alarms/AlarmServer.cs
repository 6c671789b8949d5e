using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using IncidentBot.Alarms;
using IncidentBot.Alarms.Sns;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>The alarm endpoints on a real Kestrel on loopback, with an inbox in memory and certificates of our own.</summary>
internal sealed class AlarmServer : IAsyncDisposable, ISubscriptionConfirmer
{
    internal const string Key = "k9f3-0b7a-52d1-8c6e-4f1d-7a90-b3c2";

    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private AlarmServer(WebApplicationBuilder builder, Dictionary<string, string?> settings)
    {
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.AddProvider(Log);
        builder.Services.AddRouting();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<IInbox>(Inbox);
        builder.Services.AddSingleton<ICheckpoints>(new MemoryCheckpoints());
        builder.Services.AddSingleton<ISubscriptionConfirmer>(this);
        Authority = TestKeys.Authority(Clock);
        builder.Services.AddSingleton(Authority.Certificates);
        builder.AddAlarms();
        _app = builder.Build();
        _app.MapAlarms();
    }

    internal FixedClock Clock { get; } = new(Sns.Now);

    internal MemoryInbox Inbox { get; } = new();

    internal LogLines Log { get; } = new();

    internal RehearsalAuthority Authority { get; }

    internal ConcurrentQueue<Uri> Confirmed { get; } = new();

    internal bool ConfirmationFails { get; set; }

    internal static async Task<AlarmServer> Start(params (string Name, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Alarms:Accounts:0"] = "123456789012",
            ["Alarms:Regions:0"] = "us-east-1",
            ["Alarms:Sns:TopicArns:0"] = Sns.Topic,
            ["Alarms:EventBridge:Enabled"] = "true",
            ["Alarms:EventBridge:Key"] = Key,
        };
        foreach (var (name, value) in changes)
        {
            settings.Remove(name);
            if (value is not null)
            {
                settings[name] = value;
            }
        }

        var server = new AlarmServer(WebApplication.CreateEmptyBuilder(new WebApplicationOptions()), settings);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    internal Task<(int Status, string Text)> PostSns(string body, Action<HttpRequestMessage>? change = null) =>
        Post("/alarms/sns", Encoding.UTF8.GetBytes(body), "text/plain; charset=UTF-8", change);

    internal Task<(int Status, string Text)> PostEvent(string body, string? key = Key) =>
        Post("/alarms/eventbridge", Encoding.UTF8.GetBytes(body), "application/json", r =>
        {
            if (key is not null)
            {
                r.Headers.TryAddWithoutValidation("X-IncidentBot-Key", key);
            }
        });

    internal async Task<(int Status, string Text)> Post(string path, byte[] body, string type, Action<HttpRequestMessage>? change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _app.Urls.Single() + path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        change?.Invoke(request);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task<bool> Confirm(Uri url, CancellationToken cancel)
    {
        Confirmed.Enqueue(url);
        return Task.FromResult(!ConfirmationFails);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        Authority.Dispose();
    }
}

/// <summary>What the host logged, a line each.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception));

    public void Dispose()
    {
    }
}
