using System.Net;
using System.Net.Http.Headers;
using IncidentBot.Bot.Tests.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Bot.Tests.Web;

/// <summary>The whole bot on a real Kestrel of loopback, with given settings of the section Web.</summary>
internal sealed class WebUnderTest : IAsyncDisposable
{
    internal const string Key = "b7f0c2a9d4e6418f9a35e1c07d82f6b3";
    internal const string EventBridgeKey = "k9f3-0b7a-52d1-8c6e-4f1d-7a90-b3c2";

    private readonly TemporaryFolder folder;
    private readonly WebApplication app;
    private readonly HttpClient http;

    private WebUnderTest(TemporaryFolder folder, WebApplication app)
    {
        (this.folder, this.app) = (folder, app);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    internal IServiceProvider Services => app.Services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<WebUnderTest> Start(params (string Name, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        var app = BotHost.Build(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Store:Folder"] = folder.Path,
                ["Web:Urls"] = "http://127.0.0.1:0",
                ["People:List:0:Id"] = "maya",
                ["People:List:0:Name"] = "Maya",
                ["People:List:0:Roles:0"] = "commander",
                ["Alarms:Accounts:0"] = "123456789012",
                ["Alarms:Regions:0"] = "us-east-1",
                ["Alarms:EventBridge:Enabled"] = "true",
                ["Alarms:EventBridge:Key"] = EventBridgeKey,
            });
            builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)));
            builder.Logging.ClearProviders();
        });
        await app.StartAsync(Cancel);
        return new WebUnderTest(folder, app);
    }

    internal async Task<Answer> Ask(HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, Cancel);
        return new Answer(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(Cancel), answer.Headers, answer.Content.Headers);
    }

    internal Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Ask(HttpMethod.Get, path, null, headers);

    /// <summary>Guesses the key of the EventBridge door, or knows it.</summary>
    internal Task<Answer> Event(string key, string id = "e1", params (string Name, string Value)[] headers) => Ask(
        HttpMethod.Post, "/alarms/eventbridge",
        new StringContent($$"""{"version":"0","id":"{{id}}","detail-type":"Other","source":"aws.cloudwatch","account":"123456789012","time":"2026-03-14T02:06:00Z","region":"us-east-1","resources":[],"detail":{ } }""",
            MediaTypeHeaderValue.Parse("application/json")),
        [("X-IncidentBot-Key", key), .. headers]);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        folder.Dispose();
    }

    internal sealed record Answer(HttpStatusCode Status, byte[] Body, HttpResponseHeaders Headers, HttpContentHeaders Content)
    {
        internal string Text => System.Text.Encoding.UTF8.GetString(Body);

        internal string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
    }
}
