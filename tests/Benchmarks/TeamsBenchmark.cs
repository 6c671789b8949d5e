using System.Globalization;
using System.Security.Cryptography;
using IncidentBot.Alarms;
using IncidentBot.Aws;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams;
using IncidentBot.Chat.Teams.Inbound;
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
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentBot.Benchmarks;

/// <summary>
/// A message of Teams until its 200: the caller's token checked, the message durable, and only then acknowledged. Baseline: an endpoint of the same Kestrel
/// that validates the same token and reads the same body, and stores nothing. Throughput of a round, and the 99th percentile of single requests.
/// </summary>
internal static class TeamsBenchmark
{
    private const string App = "11111111-2222-4333-8444-555555555555";
    private const string Tenant = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
    private const string ServiceUrl = "https://smba.trafficmanager.net/emea/";

    internal static async Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        using var folder = new WorkFolder();
        using var rsa = RSA.Create(2048);
        var key = new RsaSecurityKey(rsa) { KeyId = "key-1" };
        await using var login = await Login(key, cancel);
        await using var app = await Start(folder.Path, login.Urls.Single() + "/openid", key, cancel);
        var port = new Uri(app.Urls.Single(u => u.Contains("127.0.0.1", StringComparison.Ordinal))).Port;
        var token = Token(key);
        return [.. await Compare(8), .. await Compare(32)];

        async Task<IReadOnlyList<Figure>> Compare(int count)
        {
            using var clients = await Clients.Connect(count, port, cancel);
            var (each, rounds) = (options.Pick(32, 1600), options.Pick(2, 9));
            var fresh = new Queue<byte[][]>(Enumerable.Range(0, each * (rounds + options.Pick(1, 10))).Select(i => Message(TeamsEndpoint.Path, token, $"{count}.{i}")).Chunk(each));
            var plain = Enumerable.Range(0, each).Select(i => Message("/token-only", token, $"plain.{i}")).ToList();
            var (ours, theirs) = (new List<TimeSpan>(), new List<TimeSpan>());
            var times = await Rounds.Medians(options.Pick(1, 10), rounds,
                async () => ours.AddRange(await clients.Send(fresh.Dequeue(), cancel)),
                async () => theirs.AddRange(await clients.Send(plain, cancel)));
            var measured = each * rounds;
            var (slowOurs, slowTheirs) = (Slowest(ours, measured), Slowest(theirs, measured));
            var (throughput, slowest) = (times[1] / times[0], slowOurs / slowTheirs);
            return
            [
                new($"Teams message acknowledged, throughput; {count} clients", "at least 0.7x of the baseline", $"{each / times[0].TotalSeconds:0}/s",
                    $"{each / times[1].TotalSeconds:0}/s token only", throughput, throughput >= 0.7),
                new($"the same, 99th percentile; {count} clients", "at most 1.5x of the baseline", Figure.Time(slowOurs),
                    $"{Figure.Time(slowTheirs)} token only", slowest, slowest <= 1.5),
            ];
        }
    }

    /// <summary>The 99th percentile of the rounds that count: what came before them only warmed up.</summary>
    private static TimeSpan Slowest(List<TimeSpan> times, int measured) => times.TakeLast(measured).Order().ElementAt(measured * 99 / 100);

    private static byte[] Message(string path, string token, string id) => RawClient.Request(path, string.Create(CultureInfo.InvariantCulture, $$$$"""
        {"type":"message","id":"{{{{id}}}}","timestamp":"2026-11-22T10:00:00.000Z","localTimestamp":"2026-11-22T11:00:00.000+01:00","serviceUrl":"{{{{ServiceUrl}}}}","channelId":"msteams",
        "from":{"id":"29:1abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ","name":"Alice","aadObjectId":"00000000-0000-4000-8000-000000000001"},
        "conversation":{"isGroup":true,"conversationType":"channel","tenantId":"{{{{Tenant}}}}","id":"19:incidents@thread.tacv2;messageid=1700000000000"},
        "recipient":{"id":"28:{{{{App}}}}","name":"Incident Bot"},"textFormat":"plain","text":"<at>Incident Bot</at> status\n","locale":"en-GB",
        "attachments":[{"contentType":"text/html","content":"<div><div><span itemscope=\"\" itemtype=\"http://schema.skype.com/Mention\" itemid=\"0\">Incident Bot</span> status</div></div>"}],
        "entities":[{"type":"mention","mentioned":{"id":"28:{{{{App}}}}","name":"Incident Bot"},"text":"<at>Incident Bot</at>"},{"type":"clientInfo","locale":"en-GB","country":"GB","platform":"Windows"}],
        "channelData":{"teamsChannelId":"19:incidents@thread.tacv2","teamsTeamId":"19:team@thread.tacv2","channel":{"id":"19:incidents@thread.tacv2"},"team":{"id":"19:team@thread.tacv2"},"tenant":{"id":"{{{{Tenant}}}}"}}}
        """), "application/json", $"Authorization: Bearer {token}\r\n");

    private static string Token(RsaSecurityKey key) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = TeamsTokens.Issuer,
        Audience = App,
        NotBefore = DateTime.UtcNow.AddMinutes(-1),
        Expires = DateTime.UtcNow.AddHours(2),
        Claims = new Dictionary<string, object> { ["serviceurl"] = ServiceUrl },
        SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
    });

    /// <summary>The Bot Framework's OpenID configuration and its one key.</summary>
    private static async Task<WebApplication> Login(RsaSecurityKey key, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0")]);
        var login = builder.Build();
        var numbers = key.Rsa.ExportParameters(false);
        login.MapGet("/openid", (HttpRequest request) => Results.Text($$"""{"issuer":"{{TeamsTokens.Issuer}}","jwks_uri":"http://{{request.Host}}/keys"}""", "application/json"));
        login.MapGet("/keys", () => Results.Text(
            $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"{{key.KeyId}}","n":"{{Base64UrlEncoder.Encode(numbers.Modulus)}}","e":"{{Base64UrlEncoder.Encode(numbers.Exponent)}}","endorsements":["msteams"]}]}""", "application/json"));
        await login.StartAsync(cancel);
        return login;
    }

    private static async Task<WebApplication> Start(string data, string metadata, RsaSecurityKey key, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Store:Folder"] = data,
            ["Web:Urls"] = "http://127.0.0.1:0",
            ["Plans:Folder"] = data,
            ["Chat:Teams:Enabled"] = "true",
            ["Chat:Teams:AppId"] = App,
            ["Chat:Teams:TenantId"] = Tenant,
            ["Chat:Teams:ClientSecret"] = "a-secret-for-a-benchmark",
            ["Chat:Teams:IncidentsTeam"] = "19:team@thread.tacv2",
            ["Chat:Teams:IncidentsChannel"] = "19:incidents@thread.tacv2",
            ["Chat:Teams:OpenIdMetadata"] = metadata,
        });
        builder.Logging.ClearProviders();
        builder.AddWeb().AddAws().AddIncidents().AddPeople().AddPlans().AddAlarms().AddFailover().AddReadings().AddUpdates().AddWakeups().AddReadiness().AddChat();
        builder.Services.AddStore(builder.Configuration);

        // What the bot does with a command afterwards is not measured: nothing of it runs.
        foreach (var hosted in builder.Services.Where(s => s.ServiceType == typeof(IHostedService)
            && (s.ImplementationType?.Assembly ?? s.ImplementationFactory?.Method.Module.Assembly) == typeof(TeamsEndpoint).Assembly).ToList())
        {
            builder.Services.Remove(hosted);
        }

        var app = builder.Build();
        app.MapTeams();
        var handler = new JsonWebTokenHandler();
        var parameters = new TokenValidationParameters { ValidIssuer = TeamsTokens.Issuer, ValidAudience = App, IssuerSigningKey = key, ClockSkew = TeamsTokens.Skew };
        app.MapPost("/token-only", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            var result = await handler.ValidateTokenAsync(http.Request.Headers.Authorization.ToString()["Bearer ".Length..], parameters);
            return result.IsValid ? Results.Ok() : Results.StatusCode(StatusCodes.Status403Forbidden);
        });
        await app.StartAsync(cancel);
        return app;
    }
}
