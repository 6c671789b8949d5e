using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>The Bot Framework's login in the test's process: its OpenID configuration, its keys, and tokens signed by them.</summary>
internal sealed class BotFramework : IAsyncDisposable
{
    internal const string Issuer = "https://api.botframework.com";
    internal const string App = "11111111-2222-4333-8444-555555555555";
    internal const string Tenant = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

    private readonly WebApplication app;
    private readonly List<(RsaSecurityKey Key, string[] Endorsements)> published = [];
    private int lookups;

    private BotFramework(WebApplication app) => this.app = app;

    internal Uri Address { get; private set; } = null!;

    internal string Metadata => new Uri(Address, "/v1/.well-known/openidconfiguration").ToString();

    /// <summary>What activities name as the connector.</summary>
    internal string ServiceUrl => new Uri(Address, "/connector/").ToString();

    /// <summary>How often the keys were asked for.</summary>
    internal int Lookups => Volatile.Read(ref lookups);

    /// <summary>While true, nothing is told.</summary>
    internal volatile bool Down;

    internal RsaSecurityKey Key { get; } = NewKey("key-1");

    internal static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    internal static async Task<BotFramework> Start(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var login = new BotFramework(builder.Build());
        login.app.MapGet("/v1/.well-known/openidconfiguration", () => login.Down ? Results.StatusCode(503) : Results.Text(
            new JsonObject { ["issuer"] = Issuer, ["jwks_uri"] = new Uri(login.Address, "/v1/.well-known/keys").ToString() }.ToJsonString(), "application/json"));
        login.app.MapGet("/v1/.well-known/keys", login.Keys);
        await login.app.StartAsync(cancel);
        login.Address = new Uri(login.app.Urls.Single());
        login.Publish(login.Key, "msteams", "skype");
        return login;
    }

    internal void Publish(RsaSecurityKey key, params string[] endorsements)
    {
        lock (published)
        {
            published.Add((key, endorsements));
        }
    }

    /// <summary>A token as Teams sends it, but for what the test says otherwise.</summary>
    internal string Token(
        string? issuer = null, string? audience = null, string? serviceUrl = null, DateTimeOffset? from = null, DateTimeOffset? to = null, SecurityKey? key = null,
        string algorithm = SecurityAlgorithms.RsaSha256, bool withServiceUrl = true)
    {
        var claims = new Dictionary<string, object>();
        if (withServiceUrl)
        {
            claims["serviceurl"] = serviceUrl ?? ServiceUrl;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer,
            Audience = audience ?? App,
            NotBefore = (from ?? DateTimeOffset.UtcNow.AddMinutes(-1)).UtcDateTime,
            Expires = (to ?? DateTimeOffset.UtcNow.AddHours(1)).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(key ?? Key, algorithm),
        });
    }

    private IResult Keys()
    {
        Interlocked.Increment(ref lookups);
        lock (published)
        {
            return Results.Text(new JsonObject { ["keys"] = new JsonArray([.. published.Select(p => Public(p.Key, p.Endorsements))]) }.ToJsonString(), "application/json");
        }
    }

    private static JsonObject Public(RsaSecurityKey key, string[] endorsements)
    {
        var numbers = key.Rsa.ExportParameters(false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = key.KeyId,
            ["n"] = Base64UrlEncoder.Encode(numbers.Modulus),
            ["e"] = Base64UrlEncoder.Encode(numbers.Exponent),
            ["endorsements"] = new JsonArray([.. endorsements.Select(e => JsonValue.Create(e))]),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}
