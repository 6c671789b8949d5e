using System.Globalization;
using System.Security.Cryptography;
using IncidentBot.Chat.Teams;
using IncidentBot.Chat.Teams.Inbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
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
        var token = Token(key);
        var messages = new Acknowledgement("Teams message", "token only", id => Message(TeamsEndpoint.Path, token, id), id => Message("/token-only", token, id));
        return [.. await messages.Compare(8, app, options, cancel), .. await messages.Compare(32, app, options, cancel)];
    }

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
        var app = Acknowledgement.Door(data, "Chat:Teams", new Dictionary<string, string?>
        {
            ["AppId"] = App,
            ["TenantId"] = Tenant,
            ["ClientSecret"] = "a-secret-for-a-benchmark",
            ["IncidentsTeam"] = "19:team@thread.tacv2",
            ["IncidentsChannel"] = "19:incidents@thread.tacv2",
            ["OpenIdMetadata"] = metadata,
        });
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
